package dev.viduroutes;

import dev.viduroutes.callback.CallbackServer;
import dev.viduroutes.delivery.BucketCheck;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runner: the routes in a process of their own, until it is told to stop. */
public final class Main {

    private static final int FAILED = 1;
    private static final int WRONG_SETTINGS = 2;
    private static final String USAGE = """
            vidu-routes takes no arguments but "replay", which puts dead letters back (replay --help). It is set up by
            environment variables, system properties before -jar, or the file config/application.properties of the current
            folder. At least: VIDU_API_KEY, VIDU_S3_BUCKET.
            Every setting, with default, range and effect: unzip -p <this jar> vidu/application.properties""";
    /** Whoever embeds the routes has sources of their own; the runner has this one. */
    private static final Map<String, String> RUNNER_DEFAULTS = Map.of("vidu.intake.file.enabled", "true");

    private static final String OWN_SETTINGS = "file:config/application.properties;optional=true";

    private Main() {}

    /**
     * Takes no arguments, or {@code replay} and its own; see {@code config/application.properties} for the settings. Ends
     * with 2 if a setting does not allow a start, with 1 if something else does not.
     */
    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        boolean replay = !arguments.isEmpty() && arguments.get(0).equals("replay");
        if (!arguments.isEmpty() && !replay) {
            System.err.println(USAGE);
            System.exit(WRONG_SETTINGS);
        }
        try {
            System.exit(replay ? replay(arguments.subList(1, args.length)) : runner().run(args));
        } catch (Exception failure) {
            System.exit(explain("vidu-routes does not start:", failure));
        }
    }

    /** Its report is all that it says, unless something is wrong. */
    private static int replay(List<String> arguments) {
        System.setProperty("logback.configurationFile", "logback-command.xml");
        return ReplayCommand.run(arguments, Main::replayer, Main::explain);
    }

    private static int explain(String what, Exception failure) {
        log().debug(what, failure);
        System.err.println(what);
        Throwable settings = ObjectHelper.getException(SettingsException.class, failure);
        if (settings != null) {
            System.err.println(settings.getMessage());
            return WRONG_SETTINGS;
        }
        Throwable database = ObjectHelper.getException(SQLException.class, failure);
        Throwable cause = database == null ? root(failure) : database;
        System.err.println(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        return FAILED;
    }

    /** Asked for late: where logs go depends on what is run. */
    private static Logger log() {
        return LoggerFactory.getLogger("vidu");
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** @return a runner that takes no requests, and only replays; not started yet */
    static org.apache.camel.main.Main replayer() {
        org.apache.camel.main.Main main = bare(ViduRoutes.REPLAY);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport runner) {
                ViduRoutes.prepare(runner.getCamelContext(), RUNNER_DEFAULTS);
            }
        });
        return main;
    }

    private static org.apache.camel.main.Main bare(String routes) {
        org.apache.camel.main.Main main = new org.apache.camel.main.Main();
        main.setPropertyPlaceholderLocations(OWN_SETTINGS);
        main.addInitialProperty("camel.main.name", "vidu-routes");
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        main.configure().setRoutesIncludePattern(routes);
        return main;
    }

    /** @return a runner that is not started yet */
    public static org.apache.camel.main.Main runner() {
        org.apache.camel.main.Main main = bare(RouteFiles.all());
        main.addMainListener(new MainListenerSupport() {
            private Settings settings;

            @Override
            public void beforeConfigure(BaseMainSupport runner) {
                settings = prepare(runner.getCamelContext());
                Management.configure(runner, settings.process());
            }

            @Override
            public void afterStart(BaseMainSupport runner) {
                log().info(
                                "started: inbox={} api={} model={} requests={}/{}s tasks={} bucket={} s3={}",
                                settings.intake().fileEnabled()
                                        ? settings.intake().inbox().toAbsolutePath()
                                        : "off",
                                settings.api().baseUrl(),
                                settings.api().model(),
                                settings.limits().requests(),
                                settings.limits().window().toMillis() / 1_000.0,
                                settings.limits().concurrentTasks(),
                                settings.s3().bucket(),
                                settings.s3()
                                        .endpoint()
                                        .map(URI::toString)
                                        .orElse("AWS " + settings.s3().region()));
            }

            @Override
            public void beforeStart(BaseMainSupport runner) {
                BucketCheck.check(runner.getCamelContext(), settings);
                unknownSettings(runner.getCamelContext(), settings)
                        .forEach(
                                key -> log().warn("{} is set, and no setting of this version; is it misspelled?", key));
            }

            @Override
            public void beforeStop(BaseMainSupport runner) {
                log().info("stopping: requests in flight stay where they are");
            }

            @Override
            public void afterStop(BaseMainSupport runner) {
                log().info("stopped");
            }
        });
        return main;
    }

    /** A misspelled key would silently leave its default in force. */
    private static Set<String> unknownSettings(CamelContext context, Settings settings) {
        Set<String> variables = settings.keys().stream()
                .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>(context.getPropertiesComponent()
                .loadProperties(
                        key -> key.startsWith("vidu.") && !settings.keys().contains(key))
                .stringPropertyNames());
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith("VIDU_") && !variables.contains(name))
                .forEach(unknown::add);
        return unknown;
    }

    private static Settings prepare(CamelContext context) {
        Settings settings = ViduRoutes.prepare(context, RUNNER_DEFAULTS);
        if (settings.api().callbacks()) {
            CallbackServer.addTo(context, settings);
        }
        context.getShutdownStrategy()
                .setTimeout(settings.process().shutdownTimeout().toSeconds());
        return settings;
    }
}
