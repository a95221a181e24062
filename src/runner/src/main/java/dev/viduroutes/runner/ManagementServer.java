package dev.viduroutes.runner;

import dev.viduroutes.server.BoundedHttpServer;
import dev.viduroutes.settings.ManagementSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where operators look: metrics for Prometheus, and health, on a port of their own that the internet need not reach.
 */
final class ManagementServer extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    /** The numbers of the gateway alone: Camel's own, some for each route and endpoint, would hide them. */
    private static final Map<String, String> METRICS = Map.of(
            "camel.metrics.enabled", "true",
            "camel.metrics.enableRoutePolicy", "false",
            "camel.metrics.enableExchangeEventNotifier", "false",
            "camel.metrics.enableRouteEventNotifier", "false");

    /** A broker that is away is told by a check of ours; some of Camel's consumers would call the process unready. */
    private static final Map<String, String> HEALTH = Map.of(
            "camel.health.enabled", "true",
            "camel.health.excludePattern", "consumer:*");

    private final CamelContext context;
    private final ManagementSettings settings;
    private Vertx vertx;
    private BoundedHttpServer server;

    private ManagementServer(CamelContext context, ManagementSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** Has the runner serve both, if a port is set. */
    static void addTo(BaseMainSupport runner, ManagementSettings settings) {
        if (!settings.isServed()) {
            return;
        }
        METRICS.forEach(runner::addInitialProperty);
        HEALTH.forEach(runner::addInitialProperty);
        try {
            CamelContext context = runner.getCamelContext();
            context.addService(new ManagementServer(context, settings), true, true);
        } catch (Exception failed) {
            throw RuntimeCamelException.wrapRuntimeCamelException(failed);
        }
    }

    @Override
    protected void doStart() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        try {
            server = BoundedHttpServer.start(vertx, settings.server(), new ManagementCalls(context, settings, vertx));
        } catch (RuntimeException unusable) {
            vertx.close();
            throw unusable;
        }
        tellWhoMayLook();
    }

    private void tellWhoMayLook() {
        if (settings.token().isEmpty()
                && !settings.server().tls().isEnabled()
                && !settings.server().isLoopback()) {
            LOG.warn(
                    "management={} shows metrics and the state of intakes and journal to anybody who reaches it; set"
                            + " vidu.management.token, and vidu.management.tls.certificate with its key, or"
                            + " vidu.management.address=127.0.0.1",
                    settings.server().url());
        }
    }

    @Override
    protected void doStop() {
        if (server != null) {
            server.stop();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
