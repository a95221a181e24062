package dev.viduroutes.runner;

import dev.viduroutes.callback.CallbackServer;
import dev.viduroutes.console.ViduConsole;
import dev.viduroutes.delivery.BucketCheck;
import dev.viduroutes.delivery.BucketGate;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.network.Proxies;
import dev.viduroutes.pause.Pauses;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.EnvironmentVariables;
import dev.viduroutes.settings.LimitSettings;
import dev.viduroutes.settings.Settings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the runner does beside the routes, from its start to its stop, and what it logs about itself. */
final class RunnerLifecycle extends MainListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    private Settings settings;
    private Runnable traces;

    @Override
    public void beforeConfigure(BaseMainSupport runner) {
        LibraryFolder.besideTheRunner().ifPresent(folder -> folder.describe(LOG));
        CamelContext context = runner.getCamelContext();
        settings = ApplicationPropertiesFile.of(context).prepare(context);
        traces = TraceExport.start(context, settings);
        if (settings.api().callbacks()) {
            CallbackServer.addTo(context, settings);
        }
        context.getShutdownStrategy()
                .setTimeout(settings.process().shutdownTimeout().toSeconds());
        ManagementServer.addTo(runner, settings.management());
        if (settings.console().isServed()) {
            addConsole(context);
        }
    }

    /** A person who sits before a terminal needs no token in a setting: one is made, and told there alone. */
    private void addConsole(CamelContext context) {
        if (settings.console().token().isPresent() || !Terminal.isThere()) {
            ViduConsole.addTo(context);
        } else {
            ViduConsole.addTo(context, address -> System.out.println("Console: " + address));
        }
    }

    @Override
    public void beforeStart(BaseMainSupport runner) {
        BucketCheck.check(runner.getCamelContext(), settings);
        tellOfNames(ApplicationPropertiesFile.of(runner.getCamelContext()).keys(), EnvironmentVariables.ofProcess());
    }

    private void tellOfNames(Set<String> ofFile, EnvironmentVariables variables) {
        UnknownSettings.of(settings.keys(), ofFile, System.getProperties().stringPropertyNames(), variables.names())
                .forEach((name, meant) -> LOG.warn("{} is set, and no setting of this version; {}", name, meant));
        if (!variables.serviceLinks().isEmpty()) {
            LOG.info(
                    "{}: made by Kubernetes of services, and no settings; enableServiceLinks: false in the pod leaves them out",
                    String.join(", ", variables.serviceLinks()));
        }
    }

    @Override
    public void afterStart(BaseMainSupport runner) {
        ModerationHealthCheck.addTo(runner.getCamelContext());
        OutageHealthCheck.addTo(runner.getCamelContext(), settings.management().downAfter());
        LimitSettings limits = settings.limitsOfAll();
        tellOfAccounts();
        LOG.info(
                "started: inbox={} api={} model={} requests={}/{}s tasks={} bucket={} s3={} proxy={}{}",
                settings.intake().fileEnabled() ? settings.intake().inbox().toAbsolutePath() : "off",
                settings.api().baseUrl(),
                settings.api().model(),
                limits.requests(),
                seconds(limits),
                limits.concurrentTasks(),
                settings.s3().bucket(),
                store(runner).place(),
                new Proxies(settings.proxy()).summary(),
                paused(runner));
        // What is wrong with the bucket shows at the start, not with the first request.
        runner.getCamelContext()
                .getRegistry()
                .lookupByNameAndType("viduBucket", BucketGate.class)
                .whenOpen();
    }

    /** @return nothing if nobody has paused submits */
    private static String paused(BaseMainSupport runner) {
        return runner.getCamelContext().getRegistry().lookupByNameAndType("viduPauses", Pauses.class).all().stream()
                .map(pause ->
                        " submits=paused(" + pause.scope() + " by=" + pause.who() + " since=" + pause.since() + ")")
                .collect(Collectors.joining());
    }

    private void tellOfAccounts() {
        for (AccountSettings account : settings.hasAccounts() ? settings.accounts() : List.<AccountSettings>of()) {
            LimitSettings limits = account.limits();
            LOG.info(
                    "account={} api={} requests={}/{}s tasks={}",
                    account.name(),
                    account.baseUrl(),
                    limits.requests(),
                    seconds(limits),
                    limits.concurrentTasks());
        }
    }

    private static double seconds(LimitSettings limits) {
        return limits.window().toMillis() / 1_000.0;
    }

    private static VideoStore store(BaseMainSupport runner) {
        return runner.getCamelContext().getRegistry().lookupByNameAndType("viduStore", VideoStore.class);
    }

    @Override
    public void beforeStop(BaseMainSupport runner) {
        LOG.info("stopping: requests in flight stay where they are");
    }

    @Override
    public void afterStop(BaseMainSupport runner) {
        traces.run();
        LOG.info("stopped");
    }
}
