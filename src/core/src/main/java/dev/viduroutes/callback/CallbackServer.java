package dev.viduroutes.callback;

import dev.viduroutes.PublicApi;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.server.BoundedHttpServer;
import dev.viduroutes.settings.CallbackSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server for callbacks, where the context has none of its own: Camel's, with bounds on what strangers can hold.
 * Its threads never wait for a client, however slow.
 */
@PublicApi
public final class CallbackServer extends VertxPlatformHttpServer {

    /** Bytes of a body that are read; a status envelope with a hundred result URLs is shorter. */
    static final int LARGEST_BODY = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger("vidu.callback");
    private static final int MALFORMED = 400;
    private static final int LAST_STATUS = 599;
    private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final int WORKERS = 16;

    private final CallbackSettings settings;
    private Vertx vertx;
    private BoundedHttpServer server;

    private CallbackServer(CallbackSettings settings, VertxPlatformHttpServerConfiguration configuration) {
        super(configuration);
        this.settings = settings;
    }

    /**
     * Gives a context that has no HTTP server this one. It listens once the context starts, and ends with it.
     *
     * @throws SettingsException if it can't listen
     */
    public static void addTo(CamelContext context, Settings settings) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.callback().server().address());
        configuration.setBindPort(settings.callback().server().port());
        configuration.setMaxBodySize((long) LARGEST_BODY);
        configuration.getBodyHandler().setHandleFileUploads(false);
        try {
            context.addService(new CallbackServer(settings.callback(), configuration), true, true);
        } catch (Exception failed) {
            throw RuntimeCamelException.wrapRuntimeCamelException(failed);
        }
    }

    @Override
    protected void doInit() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(WORKERS));
        setVertx(vertx);
    }

    @Override
    protected void startServer() {
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(
                getCamelContext(),
                VertxPlatformHttpRouter.getRouterNameFromPort(settings.server().port()));
        // Strangers who hang up in the middle (200, says Vert.x), or write what nobody expects, must not fill the log.
        router.errorHandler(200, CallbackServer::refuse);
        IntStream.rangeClosed(MALFORMED, LAST_STATUS)
                .forEach(status -> router.errorHandler(status, CallbackServer::refuse));
        try {
            server = BoundedHttpServer.start(vertx, settings.server(), request -> take(request, router));
            LOG.info(
                    "callbacks={}{}",
                    settings.server().url(),
                    settings.server().tls().isEnabled() ? "" : " without TLS, which a reverse proxy before it adds");
        } catch (SettingsException unusable) {
            vertx.close();
            throw unusable;
        }
    }

    /** The router is for paths that can be decoded; {@code OPTIONS *} and {@code CONNECT a:1} name none. */
    private static void take(HttpServerRequest request, Router router) {
        String path = request.path();
        if (path == null
                || !path.startsWith("/")
                || NO_ESCAPE.matcher(request.uri()).find()) {
            request.response().setStatusCode(MALFORMED).end();
            return;
        }
        try {
            router.handle(request);
        } catch (RuntimeException odd) {
            LOG.debug("a call is refused: {}", SanitizedText.of(odd));
            end(request.response(), MALFORMED);
        }
    }

    private static void refuse(RoutingContext call) {
        LOG.debug(
                "status={} a call is refused: {}",
                call.statusCode(),
                call.failure() == null ? "" : SanitizedText.of(call.failure()));
        end(call.response(), call.statusCode() < MALFORMED ? 500 : call.statusCode());
    }

    private static void end(HttpServerResponse response, int status) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).end();
        }
    }

    @Override
    protected void stopServer() {
        if (server != null) {
            server.stop();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Override
    public HttpServer getServer() {
        return server.server();
    }

    @Override
    public int getPort() {
        return settings.server().port();
    }
}
