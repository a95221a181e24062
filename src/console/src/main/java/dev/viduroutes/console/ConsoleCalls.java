package dev.viduroutes.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.server.BoundedHttpServer.StreamingCalls;
import dev.viduroutes.server.StreamedAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the calls of the console, and says who may call: first whether a call is meant for it, then whether it may be, then what it does. */
final class ConsoleCalls implements StreamingCalls {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.console");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
    private static final String BEARER = "Bearer ";
    private static final String SITE = "Sec-Fetch-Site";
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int NOT_MODIFIED = 304;
    private static final ObjectMapper JSON = ConsoleAnswer.mapper();

    private final ConsoleHosts hosts;
    private final ConsoleLogin login;
    private final ConsoleSessions sessions;
    private final ConsoleFiles files;
    private final ConsoleCookie cookie;
    private final List<ConsoleRoute> routes;
    private final Vertx vertx;
    /** Journal and disk may take their time. */
    private final WorkerExecutor workers;

    ConsoleCalls(
            ConsoleHosts hosts,
            ConsoleLogin login,
            ConsoleSessions sessions,
            ConsoleCookie cookie,
            List<ConsoleRoute> routes,
            Vertx vertx,
            WorkerExecutor workers) {
        this.hosts = hosts;
        this.login = login;
        this.sessions = sessions;
        this.files = new ConsoleFiles();
        this.cookie = cookie;
        this.routes = List.copyOf(routes);
        this.vertx = vertx;
        this.workers = workers;
    }

    @Override
    public void handle(HttpServerRequest call, Supplier<StreamedAnswer> streams) {
        try {
            protect(call.response());
            answer(call, streams);
        } catch (ConsoleRefusal refused) {
            refuse(call, refused);
        } catch (RuntimeException odd) {
            LOG.debug("a call is refused: {}", SanitizedText.of(odd));
            refuse(call, ConsoleRefusal.malformed("this call can't be understood"));
        }
    }

    /** What a browser must not do with any answer, whatever is in it. */
    private static void protect(HttpServerResponse response) {
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private void answer(HttpServerRequest call, Supplier<StreamedAnswer> streams) throws ConsoleRefusal {
        if (!hosts.isMeant(call.headers().getAll(HttpHeaders.HOST))) {
            throw new ConsoleRefusal(
                    ConsoleRefusal.FORBIDDEN,
                    "the Host header names neither an address nor localhost nor a name of vidu.console.hosts");
        } else if (call.path() == null || !call.uri().startsWith("/")) {
            throw ConsoleRefusal.malformed("this call names no path");
        }
        Optional<ConsoleFile> file = files.find(call.path());
        if (file.isPresent()) {
            serve(call, file.get());
        } else {
            work(call, streams);
        }
    }

    /** They hold nothing that somebody may not see. */
    private static void serve(HttpServerRequest call, ConsoleFile file) throws ConsoleRefusal {
        if (call.method() != HttpMethod.GET && call.method() != HttpMethod.HEAD) {
            throw wrongMethod(call, "GET, HEAD");
        }
        HttpServerResponse response = call.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, file.tag());
        if (file.tag().equals(call.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(NOT_MODIFIED).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, file.type()).end(file.content());
        }
    }

    private void work(HttpServerRequest call, Supplier<StreamedAnswer> streams) throws ConsoleRefusal {
        List<ConsoleRoute> here = routes.stream()
                .filter(route -> route.match(call.path()).isPresent())
                .toList();
        if (here.isEmpty()) {
            throw ConsoleRefusal.notFound("there is nothing at this path");
        }
        Optional<ConsoleRoute> route = here.stream()
                .filter(each -> each.method().equals(call.method()))
                .findFirst();
        if (route.isEmpty()) {
            throw wrongMethod(
                    call,
                    String.join(
                            ", ",
                            here.stream().map(each -> each.method().name()).toList()));
        }
        checkOrigin(call, route.get());
        if (route.get().changes()) {
            readBody(call, body -> perform(call, streams, route.get(), body));
        } else {
            perform(call, streams, route.get(), Buffer.buffer());
        }
    }

    private static ConsoleRefusal wrongMethod(HttpServerRequest call, String right) {
        call.response().putHeader(HttpHeaders.ALLOW, right);
        return new ConsoleRefusal(ConsoleRefusal.WRONG_METHOD, "this path takes " + right);
    }

    /** Pages of others may send calls to this machine, and must neither change anything nor see an answer. */
    private static void checkOrigin(HttpServerRequest call, ConsoleRoute route) throws ConsoleRefusal {
        String site = call.getHeader(SITE);
        boolean own = "same-origin".equals(site);
        if (route.changes() ? !own : site != null && !own && !"none".equals(site)) {
            throw new ConsoleRefusal(
                    ConsoleRefusal.FORBIDDEN,
                    "the header " + SITE + " must be same-origin: this is no call of the console's pages");
        } else if (route.changes() && !isJson(call) && call.method() == HttpMethod.POST) {
            throw new ConsoleRefusal(ConsoleRefusal.WRONG_TYPE, "the content type must be application/json");
        }
    }

    private static boolean isJson(HttpServerRequest call) {
        String type = call.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /** Takes what comes until it is whole or too much. */
    private void readBody(HttpServerRequest call, Consumer<Buffer> next) {
        Buffer body = Buffer.buffer();
        call.handler(part -> {
            if (body.length() <= LARGEST_BODY) {
                body.appendBuffer(part);
                if (body.length() > LARGEST_BODY) {
                    refuse(call, new ConsoleRefusal(ConsoleRefusal.TOO_LARGE, "the body is longer than 64 KiB"));
                }
            }
        });
        call.endHandler(whole -> {
            if (body.length() <= LARGEST_BODY) {
                next.accept(body);
            }
        });
    }

    private void perform(HttpServerRequest call, Supplier<StreamedAnswer> streams, ConsoleRoute route, Buffer body) {
        workers.executeBlocking(() -> answer(call, route, body), false)
                .onSuccess(answer -> send(call, streams, answer))
                .onFailure(failed -> refuseInTime(call, reason(failed)));
    }

    private ConsoleAnswer answer(HttpServerRequest call, ConsoleRoute route, Buffer body) throws Exception {
        String session = route.open() ? "" : session(call);
        Map<String, String> places = route.match(call.path()).orElseThrow();
        return route.work()
                .answer(new ConsoleRequest(places, call.params(), call.headers(), json(route, body), session));
    }

    /** @return who calls */
    private String session(HttpServerRequest call) throws ConsoleRefusal {
        if (!login.isNeeded()) {
            return "everybody";
        }
        Optional<String> known = Optional.ofNullable(call.getCookie(cookie.name()))
                .map(Cookie::getValue)
                .filter(sessions::isValid);
        if (known.isPresent()) {
            return known.get();
        }
        String given = call.getHeader(HttpHeaders.AUTHORIZATION);
        if (given == null || !given.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new ConsoleRefusal(ConsoleRefusal.UNAUTHORIZED, "the token must be shown first");
        }
        login.check(given.substring(BEARER.length()));
        return "token";
    }

    private static JsonNode json(ConsoleRoute route, Buffer body) throws ConsoleRefusal {
        if (!route.changes() || body.length() == 0) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(body.getBytes());
        } catch (IOException notJson) {
            throw ConsoleRefusal.malformed("the body must be JSON");
        }
    }

    private static ConsoleRefusal reason(Throwable failed) {
        if (failed instanceof ConsoleRefusal refused) {
            return refused;
        }
        LOG.debug("a call fails: {}", SanitizedText.of(failed));
        if (failed instanceof IllegalArgumentException) {
            return ConsoleRefusal.malformed("this call can't be understood");
        }
        return failed instanceof SQLException
                ? new ConsoleRefusal(ConsoleRefusal.UNAVAILABLE, "the journal can't be asked now")
                : new ConsoleRefusal(500, "this failed; the log says why at DEBUG of vidu.console");
    }

    private static void send(HttpServerRequest call, Supplier<StreamedAnswer> streams, ConsoleAnswer answer) {
        HttpServerResponse response = call.response();
        if (response.closed() || response.ended()) {
            answer.stream().ifPresent(ConsoleAnswer.Stream::abandon);
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        answer.stream().ifPresentOrElse(stream -> stream.begin(streams.get()), () -> response.end(answer.body()));
    }

    private void refuseInTime(HttpServerRequest call, ConsoleRefusal refusal) {
        if (refusal.isSlow()) {
            vertx.setTimer(ConsoleLogin.WAIT_MILLIS, later -> {
                login.forget();
                refuse(call, refusal);
            });
        } else {
            refuse(call, refusal);
        }
    }

    private static void refuse(HttpServerRequest call, ConsoleRefusal refusal) {
        HttpServerResponse response = call.response();
        if (!response.closed() && !response.ended()) {
            ConsoleAnswer answer = ConsoleAnswer.refused(refusal.status(), refusal.words());
            answer.headers().forEach(response::putHeader);
            response.setStatusCode(answer.status()).end(answer.body());
        }
    }
}
