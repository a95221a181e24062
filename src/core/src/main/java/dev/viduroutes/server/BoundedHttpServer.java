package dev.viduroutes.server;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.ServerSettings;
import dev.viduroutes.settings.SettingsException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server with bounds on what strangers can hold of it; its threads never wait for a client, however slow. */
public final class BoundedHttpServer {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");
    private static final int MOST_CONNECTIONS = 1024;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(15);
    /** Longer than anything takes to be answered. */
    private static final Duration LONGEST_UNREAD = Duration.ofSeconds(60);

    private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(3);
    private static final int LONGEST_FIRST_LINE = 2 * 1024;
    private static final int LARGEST_HEAD = 16 * 1024;

    private final HttpServer server;

    /** Takes calls, each on a thread that must not wait. */
    public interface StreamingCalls {

        /** @param streams begins an answer that may take long; asked for once the caller may have one */
        void handle(HttpServerRequest call, Supplier<StreamedAnswer> streams);
    }

    private BoundedHttpServer(HttpServer server) {
        this.server = server;
    }

    /**
     * @param calls takes each call, on a thread that must not wait
     * @throws SettingsException if it can't listen, or has no usable certificate
     */
    public static BoundedHttpServer start(Vertx vertx, ServerSettings settings, Handler<HttpServerRequest> calls) {
        return start(vertx, settings, (call, streams) -> calls.handle(call));
    }

    /**
     * Like {@link #start(Vertx, ServerSettings, Handler)}, for calls whose answers may take longer than a call may: streams of
     * events, videos.
     */
    public static BoundedHttpServer start(Vertx vertx, ServerSettings settings, StreamingCalls calls) {
        Optional<CertificateRenewal> certificate =
                settings.tls().isEnabled() ? Optional.of(new CertificateRenewal(vertx, settings)) : Optional.empty();
        HttpServerOptions options = options(settings);
        certificate.ifPresent(shown -> shown.applyTo(options));
        ConnectionLimiter limiter = new ConnectionLimiter(vertx, MOST_CONNECTIONS, LONGEST_CALL);
        try {
            HttpServer server = join(vertx.createHttpServer(options)
                    .connectionHandler(limiter::admit)
                    .exceptionHandler(hungUp -> LOG.debug("a connection failed: {}", SanitizedText.of(hungUp)))
                    .requestHandler(call -> {
                        limiter.watch(call);
                        calls.handle(call, () -> limiter.stream(call));
                    })
                    .listen());
            certificate.ifPresent(shown -> shown.watch(server));
            return new BoundedHttpServer(server);
        } catch (CompletionException failed) {
            throw unusable(settings, failed.getCause());
        }
    }

    private static HttpServerOptions options(ServerSettings settings) {
        return new HttpServerOptions()
                .setHost(settings.address())
                .setPort(settings.port())
                .setMaxInitialLineLength(LONGEST_FIRST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD)
                // The limiter sees a connection only once this is done.
                .setSslHandshakeTimeout(LONGEST_HANDSHAKE.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                // Closed at once, unlike by anything else: Vert.x waits for the reader to take what was written before.
                .setWriteIdleTimeout(Math.toIntExact(LONGEST_UNREAD.toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                // Else a connection shows itself only once its first request is complete.
                .setHttp2ClearTextEnabled(false);
    }

    private static SettingsException unusable(ServerSettings settings, Throwable why) {
        String key = why instanceof BindException
                ? settings.prefix() + "port is " + settings.port()
                : settings.prefix() + "address is " + settings.address();
        return new SettingsException(List.of(
                key + "; nothing can listen there: " + SanitizedText.of(String.valueOf(why.getMessage()), 200)));
    }

    /** @return Vert.x's own, which listens */
    public HttpServer server() {
        return server;
    }

    /** Closes it, and waits until it is closed. */
    public void stop() {
        join(server.close());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
