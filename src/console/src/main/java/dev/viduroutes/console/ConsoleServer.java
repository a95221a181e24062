package dev.viduroutes.console;

import dev.viduroutes.console.ConsoleWorkers.Kind;
import dev.viduroutes.server.BoundedHttpServer;
import dev.viduroutes.settings.ConsoleSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console while it is served: threads, server, and who has logged in. */
final class ConsoleServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.console");

    private final Vertx vertx;
    private final BoundedHttpServer server;
    private final Pages pages;

    private ConsoleServer(Vertx vertx, BoundedHttpServer server, Pages pages) {
        this.vertx = vertx;
        this.server = server;
        this.pages = pages;
    }

    /**
     * @param terminal is told the address, if there is one; then a token is made if the settings have none
     * @throws SettingsException if it can't listen, or may not be served like this
     */
    static ConsoleServer start(CamelContext context, Settings settings, Optional<Consumer<String>> terminal) {
        return start(settings.console(), new ConsoleRoutes(context, settings), terminal.isPresent(), terminal);
    }

    /**
     * @param secret whether a token is made if the settings have none
     * @param person is told the address, with the token that was made
     * @throws SettingsException if it can't listen, or may not be served like this
     */
    static ConsoleServer start(
            ConsoleSettings console, Pages pages, boolean secret, Optional<Consumer<String>> person) {
        Optional<String> made = console.token().isEmpty() && secret
                ? Optional.of(ConsoleSessions.unguessable(new SecureRandom()))
                : Optional.empty();
        Optional<Supplier<String>> token = made.<Supplier<String>>map(value -> () -> value)
                .or(() -> console.token().map(known -> known::value));
        if (console.replay() && token.isEmpty()) {
            throw new SettingsException(List.of(
                    "vidu.console.replay is true; then it needs vidu.console.token: else anybody on this machine may"
                            + " put dead letters back"));
        }
        ConsoleServer server = start(console, new ConsoleLogin(token), pages);
        LOG.info("console={}", console.server().url());
        person.ifPresent(told -> told.accept(
                console.server().url() + made.map(value -> "/#token=" + value).orElse("/")));
        return server;
    }

    /** What a console shows. */
    interface Pages {
        /** @param workers for what waits for next to nothing */
        List<ConsoleRoute> routes(Vertx vertx, WorkerExecutor workers);

        /** Lets go of what it holds. */
        default void close() {}
    }

    static ConsoleServer start(ConsoleSettings settings, ConsoleLogin login, Pages pages) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        try {
            ConsoleSessions sessions = new ConsoleSessions(InstantSource.system());
            ConsoleCookie cookie = new ConsoleCookie(
                    "vidu_console_" + settings.server().port(),
                    settings.server().tls().isEnabled());
            List<ConsoleRoute> routes = new ArrayList<>(sessionRoutes(login, sessions, cookie));
            ConsoleWorkers workers = new ConsoleWorkers(vertx);
            routes.addAll(pages.routes(vertx, workers.memory()));
            ConsoleAccess access = new ConsoleAccess(
                    new ConsoleHosts(settings.hosts()),
                    login,
                    sessions,
                    cookie,
                    settings.server().tls().isEnabled());
            ConsoleCalls calls = new ConsoleCalls(access, routes, vertx, workers);
            return new ConsoleServer(vertx, BoundedHttpServer.start(vertx, settings.server(), calls), pages);
        } catch (RuntimeException unusable) {
            vertx.close();
            throw unusable;
        }
    }

    private static List<ConsoleRoute> sessionRoutes(
            ConsoleLogin login, ConsoleSessions sessions, ConsoleCookie cookie) {
        return List.of(
                ConsoleRoute.open(HttpMethod.POST, "/api/session", request -> {
                    request.checkOnly(List.of("token"));
                    String mark = login.mark();
                    login.check(
                            request.text("token").orElse(""), request.caller().address());
                    return ConsoleAnswer.nothing().with("Set-Cookie", cookie.begin(sessions.begin(mark)));
                }),
                new ConsoleRoute(HttpMethod.DELETE, List.of("api", "session"), false, Kind.MEMORY, request -> {
                    sessions.end(request.session());
                    return ConsoleAnswer.nothing().with("Set-Cookie", cookie.end());
                }));
    }

    /** @return where it listens */
    int port() {
        return server.server().actualPort();
    }

    /** Streams that are open are broken off. */
    @Override
    public void close() {
        server.stop();
        pages.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
