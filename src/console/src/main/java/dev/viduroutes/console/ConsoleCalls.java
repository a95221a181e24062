package dev.viduroutes.console;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.viduroutes.console.ConsoleWorkers.Kind;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.server.BoundedHttpServer.StreamingCalls;
import dev.viduroutes.server.StreamedAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int LARGEST_LOGIN = 2 * 1024;
    private static final int NOT_MODIFIED = 304;
    /** What is said twice is understood by nobody alike. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ConsoleAccess access;
    private final ConsoleFiles files;
    private final List<ConsoleRoute> routes;
    private final Vertx vertx;
    private final ConsoleWorkers workers;

    ConsoleCalls(ConsoleAccess access, List<ConsoleRoute> routes, Vertx vertx, ConsoleWorkers workers) {
        this.access = access;
        this.files = new ConsoleFiles();
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
        access.checkHost(call);
        if (call.path() == null || !call.uri().startsWith("/")) {
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
        access.checkOrigin(call, route.get().changes());
        if (route.get().changes() && call.method() == HttpMethod.POST && !isJson(call)) {
            throw new ConsoleRefusal(ConsoleRefusal.WRONG_TYPE, "the content type must be application/json");
        }
        admit(call, route.get(), caller -> {
            if (route.get().changes()) {
                int most = route.get().open() ? LARGEST_LOGIN : LARGEST_BODY;
                readBody(call, most, body -> perform(call, streams, route.get(), caller, body));
            } else {
                perform(call, streams, route.get(), caller, Buffer.buffer());
            }
        });
    }

    /** Nothing that a stranger sends is kept before it is known that he is none. */
    private void admit(HttpServerRequest call, ConsoleRoute route, Consumer<Caller> next) {
        if (route.open()) {
            next.accept(Caller.unknown(ConsoleAccess.place(call)));
            return;
        }
        call.pause();
        workers.run(Kind.MEMORY, () -> isWaitedFor(call), () -> access.caller(call))
                .onSuccess(caller -> {
                    call.resume();
                    next.accept(caller);
                })
                .onFailure(failed -> {
                    call.resume();
                    refuseInTime(call, reason(failed));
                });
    }

    private static boolean isWaitedFor(HttpServerRequest call) {
        return !call.response().closed();
    }

    private static ConsoleRefusal wrongMethod(HttpServerRequest call, String right) {
        call.response().putHeader(HttpHeaders.ALLOW, right);
        return new ConsoleRefusal(ConsoleRefusal.WRONG_METHOD, "this path takes " + right);
    }

    private static boolean isJson(HttpServerRequest call) {
        String type = call.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /** Takes what comes until it is whole or too much. */
    private static void readBody(HttpServerRequest call, int most, Consumer<Buffer> next) {
        Buffer body = Buffer.buffer();
        call.handler(part -> {
            if (body.length() <= most) {
                body.appendBuffer(part);
                if (body.length() > most) {
                    refuse(
                            call,
                            new ConsoleRefusal(
                                    ConsoleRefusal.TOO_LARGE, "the body is longer than " + most / 1024 + " KiB"));
                }
            }
        });
        call.endHandler(whole -> {
            if (body.length() <= most) {
                next.accept(body);
            }
        });
    }

    private void perform(
            HttpServerRequest call, Supplier<StreamedAnswer> streams, ConsoleRoute route, Caller caller, Buffer body) {
        workers.run(route.kind(), () -> isWaitedFor(call), () -> answer(call, route, caller, body))
                .onSuccess(answer -> send(call, streams, answer))
                .onFailure(failed -> refuseInTime(call, reason(failed)));
    }

    private static ConsoleAnswer answer(HttpServerRequest call, ConsoleRoute route, Caller caller, Buffer body)
            throws Exception {
        Map<String, String> places = route.match(call.path()).orElseThrow();
        return route.work()
                .answer(new ConsoleRequest(places, call.params(), call.headers(), json(route, body), caller));
    }

    private static JsonNode json(ConsoleRoute route, Buffer body) throws ConsoleRefusal {
        if (!route.changes() || body.length() == 0) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(body.getBytes());
        } catch (IOException notJson) {
            throw ConsoleRefusal.malformed("the body must be one JSON value, with each name once");
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
                access.forget(call);
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
            response.setStatusCode(answer.status());
            if (refusal.status() == ConsoleRefusal.TOO_LARGE) {
                // What comes yet is read by nobody.
                response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                        .end(answer.body())
                        .onComplete(told -> call.connection().close());
            } else {
                response.end(answer.body());
            }
        }
    }
}
