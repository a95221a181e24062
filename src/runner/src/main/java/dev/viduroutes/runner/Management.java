package dev.viduroutes.runner;

import dev.viduroutes.settings.ProcessSettings;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;

/** Where operators look: metrics for Prometheus, and health, on a port of their own that the internet need not reach. */
final class Management {

    private Management() {}

    /** The numbers of the gateway alone: Camel's own, some for each route and endpoint, would hide them. */
    private static final Map<String, String> METRICS = Map.of(
            "camel.metrics.enabled", "true",
            "camel.metrics.enableRoutePolicy", "false",
            "camel.metrics.enableExchangeEventNotifier", "false",
            "camel.metrics.enableRouteEventNotifier", "false");

    /** A broker that is away is waited for, and told of in the log; some of its consumers would call the process unready. */
    private static final String NOT_THE_PROCESS = "consumer:vidu-intake-sqs,consumer:kafka-vidu-intake-kafka";

    /** Has the runner serve both, if a port is set. */
    static void configure(BaseMainSupport runner, ProcessSettings settings) {
        if (settings.managementPort() == 0) {
            return;
        }
        METRICS.forEach(runner::addInitialProperty);
        runner.addInitialProperty("camel.health.enabled", "true");
        runner.addInitialProperty("camel.health.excludePattern", NOT_THE_PROCESS);
        runner.addInitialProperty("camel.management.enabled", "true");
        runner.addInitialProperty("camel.management.host", settings.managementAddress());
        runner.addInitialProperty("camel.management.port", Integer.toString(settings.managementPort()));
        runner.addInitialProperty("camel.management.healthCheckEnabled", "true");
        runner.addInitialProperty("camel.management.metricsEnabled", "true");
    }
}
