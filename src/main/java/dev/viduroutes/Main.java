package dev.viduroutes;

import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.net.URI;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runner: the routes in a process of their own, until it is told to stop. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");
    private static final int WRONG_SETTINGS = 2;
    private static final String OWN_SETTINGS = "file:config/application.properties;optional=true";

    private Main() {}

    /** Takes no arguments; see {@code config/application.properties} for the settings. */
    public static void main(String[] args) throws Exception {
        try {
            System.exit(runner().run(args));
        } catch (Exception failure) {
            Throwable settings = ObjectHelper.getException(SettingsException.class, failure);
            if (settings == null) {
                throw failure;
            }
            System.err.println("vidu-routes does not start:");
            System.err.println(settings.getMessage());
            System.exit(WRONG_SETTINGS);
        }
    }

    /** @return a runner that is not started yet */
    public static org.apache.camel.main.Main runner() {
        org.apache.camel.main.Main main = new org.apache.camel.main.Main();
        main.setPropertyPlaceholderLocations(OWN_SETTINGS);
        main.addInitialProperty("camel.main.name", "vidu-routes");
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        main.configure().setRoutesIncludePattern(ViduRoutes.ROUTES);
        main.addMainListener(new MainListenerSupport() {
            private Settings settings;

            @Override
            public void beforeConfigure(BaseMainSupport runner) {
                settings = prepare(runner.getCamelContext());
            }

            @Override
            public void afterStart(BaseMainSupport runner) {
                LOG.info(
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
            public void beforeStop(BaseMainSupport runner) {
                LOG.info("stopping: requests in flight stay where they are");
            }

            @Override
            public void afterStop(BaseMainSupport runner) {
                LOG.info("stopped");
            }
        });
        return main;
    }

    private static Settings prepare(CamelContext context) {
        Settings settings = ViduRoutes.prepare(context);
        context.getShutdownStrategy()
                .setTimeout(settings.process().shutdownTimeout().toSeconds());
        return settings;
    }
}
