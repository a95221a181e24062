package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.ManagementSettings;
import dev.viduroutes.settings.RotatingSecret;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the calls of the management port. Whether the process is up anybody may know; all else only who knows the token, if one
 * is set.
 */
final class ManagementCalls implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");
    private static final String METRICS_PATH = "/observe/metrics";
    private static final Set<String> HEALTH_PATHS =
            Set.of("/observe/health", "/observe/health/ready", "/observe/health/live");
    private static final String BEARER = "Bearer ";

    private static final int OK = 200;
    private static final int MALFORMED = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int FAILED = 500;
    private static final int DOWN = 503;

    private final CamelContext context;
    private final ManagementSettings settings;
    /** Numbers may come from the database, which may take its time; health has to answer all the same. */
    private final WorkerExecutor metrics;

    private final WorkerExecutor health;

    ManagementCalls(CamelContext context, ManagementSettings settings, Vertx vertx) {
        this.context = context;
        this.settings = settings;
        this.metrics = vertx.createSharedWorkerExecutor("vidu-metrics", 1);
        this.health = vertx.createSharedWorkerExecutor("vidu-health", 1);
    }

    /** Answers on another thread. */
    @Override
    public void handle(HttpServerRequest call) {
        try {
            answer(call);
        } catch (RuntimeException odd) {
            LOG.debug("a call is refused: {}", SanitizedText.of(odd));
            end(call, MALFORMED);
        }
    }

    private void answer(HttpServerRequest call) {
        boolean ofMetrics = METRICS_PATH.equals(call.path());
        boolean ofHealth = call.path() != null && HEALTH_PATHS.contains(call.path());
        if (!ofMetrics && !ofHealth) {
            end(call, NOT_FOUND);
        } else if (call.method() != HttpMethod.GET && call.method() != HttpMethod.HEAD) {
            call.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            end(call, WRONG_METHOD);
        } else {
            boolean guarded = ofMetrics || asksForDetails(call);
            (ofMetrics ? metrics : health)
                    .executeBlocking(() -> guarded && !knowsToken(call)
                            ? Optional.<Answer>empty()
                            : Optional.of(ofMetrics ? metrics() : health(call)))
                    .onSuccess(answer -> answer.ifPresentOrElse(found -> found.send(call), () -> refuse(call)))
                    .onFailure(failed -> fail(call, failed));
        }
    }

    private static void refuse(HttpServerRequest call) {
        if (!call.response().closed()) {
            call.response().putHeader("WWW-Authenticate", "Bearer realm=\"vidu-routes\"");
        }
        end(call, UNAUTHORIZED);
    }

    /** What Camel's own server is asked by, too. */
    private static boolean asksForDetails(HttpServerRequest call) {
        return "full".equals(call.getParam("exposureLevel"));
    }

    /** May read the file of the token, and so wait for a disk. */
    private boolean knowsToken(HttpServerRequest call) {
        String given = String.valueOf(call.getHeader(HttpHeaders.AUTHORIZATION));
        boolean bearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return settings.token()
                .map(RotatingSecret::value)
                .map(token -> bearer && isEqual(token, given.substring(BEARER.length())))
                .orElse(true);
    }

    /** In constant time: else the answer's delay would tell how many characters are right. */
    private static boolean isEqual(String token, String given) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private record Answer(int status, String type, String body) {

        void send(HttpServerRequest call) {
            HttpServerResponse response = call.response();
            if (!response.closed()) {
                response.setStatusCode(status)
                        .putHeader(HttpHeaders.CONTENT_TYPE, type)
                        .end(body);
            }
        }
    }

    private Answer metrics() {
        PrometheusMeterRegistry numbers = context.getRegistry().findSingleByType(PrometheusMeterRegistry.class);
        return new Answer(OK, "text/plain; version=0.0.4; charset=utf-8", numbers.scrape());
    }

    private Answer health(HttpServerRequest call) {
        HealthReport report = HealthReport.of(context, call.path());
        String body = (asksForDetails(call) ? report.details() : report.summary()).encode();
        return new Answer(report.up() ? OK : DOWN, "application/json", body);
    }

    private static void fail(HttpServerRequest call, Throwable why) {
        LOG.debug("a call fails: {}", SanitizedText.of(why));
        end(call, FAILED);
    }

    private static void end(HttpServerRequest call, int status) {
        if (!call.response().closed()) {
            call.response().setStatusCode(status).end();
        }
    }
}
