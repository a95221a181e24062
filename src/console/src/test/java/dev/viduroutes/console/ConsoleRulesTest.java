package dev.viduroutes.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.console.ConsoleWorkers.Kind;
import dev.viduroutes.settings.ConsoleSettings;
import dev.viduroutes.settings.SettingsException;
import dev.viduroutes.settings.TestSettings;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, against a server on a socket: what browsers, pages of others and attackers send, byte by byte. */
@Timeout(60)
class ConsoleRulesTest {

    private static final String TOKEN = "a-token-of-the-console-with-more-than-32-characters";
    private static final String OWN = "Sec-Fetch-Site: same-origin\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: (vidu_console_\\d+=[^;\r]*)([^\r]*)");

    private ConsoleServer server;

    @BeforeEach
    void start() {
        server = server(Optional.of(TOKEN));
    }

    private final AtomicInteger hanging = new AtomicInteger();
    private final CountDownLatch journalIsBack = new CountDownLatch(1);
    private final AtomicReference<String> current = new AtomicReference<>(TOKEN);

    private ConsoleAnswer hang() throws InterruptedException {
        hanging.incrementAndGet();
        assertThat(journalIsBack.await(30, TimeUnit.SECONDS)).isTrue();
        return ConsoleAnswer.text("text/plain", "late");
    }

    private ConsoleServer server(Optional<String> token) {
        ConsoleSettings settings =
                TestSettings.with("vidu.console.hosts", "console.example").console();
        ConsoleServer.Pages pages = (vertx, workers) -> {
            EventStreams streams = new EventStreams(vertx, workers, () -> Buffer.buffer("{\"x\":1}"));
            return List.of(
                    ConsoleRoute.get(
                            "/api/seen", request -> ConsoleAnswer.text("text/plain", "seen by " + request.session())),
                    ConsoleRoute.get(
                            "/api/seen/{id}", request -> ConsoleAnswer.text("text/plain", request.place("id"))),
                    ConsoleRoute.get("/api/events", request -> streams.answer(request.caller()))
                            .on(Kind.MEMORY),
                    ConsoleRoute.get("/api/journal", request -> hang()),
                    ConsoleRoute.get("/api/bucket", request -> hang()).on(Kind.BUCKET),
                    ConsoleRoute.post("/api/change", request -> ConsoleAnswer.text("text/plain", "changed")));
        };
        return ConsoleServer.start(settings, new ConsoleLogin(token.map(value -> current::get)), pages);
    }

    @AfterEach
    void stop() {
        journalIsBack.countDown();
        server.close();
    }

    private String raw(String call) throws IOException {
        try (Socket client = new Socket("127.0.0.1", server.port())) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(call.getBytes(StandardCharsets.UTF_8));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String call(String method, String path, String headers, String body) throws IOException {
        return raw(method + " " + path + " HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private String get(String path, String headers) throws IOException {
        return call("GET", path, headers, "");
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private String login() throws IOException {
        String answer = call("POST", "/api/session", OWN + JSON, "{\"token\":\"" + TOKEN + "\"}");
        Matcher cookie = COOKIE.matcher(answer);
        assertThat(cookie.find()).as(answer).isTrue();
        assertThat(cookie.group(2))
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        return "Cookie: " + cookie.group(1) + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "localhost.",
                "xlocalhost",
                "",
                "[::1].evil.example",
                "localhost:1:2",
                "localhost@evil.example",
                "1.2.3",
                "127.0.0.1, evil.example"
            })
    void aCallForAnotherNameIsRefusedOnEveryPath(String host) throws IOException {
        for (String path : List.of("/", "/app.js", "/requests", "/api/seen", "/api/session", "/nothing")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + bearer(TOKEN) + "\r\n");
            assertThat(status(answer)).as("%s of %s", path, host).isIn(400, 403);
            assertThat(answer).doesNotContain("seen by", "<html");
        }
    }

    @Test
    void anAddressAndTheNamesOfTheSettingsAreItsOwn() throws IOException {
        for (String host :
                List.of("127.0.0.1", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST", "Console.Example:443", "10.1.2.3")) {
            assertThat(status(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")))
                    .as(host)
                    .isEqualTo(200);
        }
        assertThat(status(raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))).isIn(400, 403);
        assertThat(status(raw("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n")))
                .isIn(400, 403);
        assertThat(status(raw("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")))
                .isEqualTo(400);
    }

    @Test
    void withoutTheTokenNothingIsToldAndTheFilesOfThePagesAreThere() throws IOException {
        assertThat(status(get("/", ""))).isEqualTo(200);
        for (String path : List.of("/api/seen", "/api/seen/x", "/api/events")) {
            String answer = get(path, "");
            assertThat(status(answer)).as(path).isEqualTo(401);
            assertThat(answer).doesNotContain("seen by", TOKEN);
        }
        assertThat(status(get("/api/seen?token=" + TOKEN, ""))).isEqualTo(401);
        assertThat(status(get("/api/seen", "Authorization: Basic " + TOKEN + "\r\n")))
                .isEqualTo(401);
        assertThat(status(get("/api/seen", "Cookie: vidu_console_0=x; vidu_console_1=y\r\n")))
                .isEqualTo(401);
        assertThat(get("/api/seen", bearer(TOKEN))).contains("seen by token");
    }

    @Test
    void aSessionIsACookieThatNoScriptReadsAndThatEnds() throws IOException {
        String cookie = login();
        assertThat(get("/api/seen", cookie)).contains("seen by ").doesNotContain("seen by token");
        assertThat(status(call("DELETE", "/api/session", cookie, ""))).isEqualTo(403);
        assertThat(call("DELETE", "/api/session", OWN + cookie, "")).contains(" 204 ", "Max-Age=0");
        assertThat(status(get("/api/seen", cookie))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n", "Sec-Fetch-Site: none\r\n"
            })
    void aChangeComesFromThePagesThemselves(String site) throws IOException {
        for (String path : List.of("/api/change", "/api/session")) {
            assertThat(status(call("POST", path, site + JSON + bearer(TOKEN), "{\"token\":\"" + TOKEN + "\"}")))
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: multipart/form-data; boundary=application/json\r\n",
                "Content-Type: application/jsonp\r\n"
            })
    void aChangeIsJson(String type) throws IOException {
        assertThat(status(call("POST", "/api/change", OWN + type + bearer(TOKEN), "{}")))
                .isEqualTo(415);
    }

    @Test
    void aChangeNeedsALoginToo() throws IOException {
        assertThat(status(call("POST", "/api/change", OWN + JSON, "{}"))).isEqualTo(401);
        assertThat(call(
                        "POST",
                        "/api/change",
                        OWN + "Content-Type: application/json; charset=utf-8\r\n" + login(),
                        "{}"))
                .contains("changed");
        assertThat(status(call("POST", "/api/change", OWN + JSON + bearer(TOKEN), "{")))
                .isEqualTo(400);
        assertThat(status(call("POST", "/api/change", OWN + JSON + bearer(TOKEN), "\"" + "x".repeat(70_000) + "\"")))
                .isEqualTo(413);
        assertThat(status(get("/api/change", bearer(TOKEN)))).isEqualTo(405);
    }

    @Test
    void pagesOfOthersSeeNoAnswer() throws IOException {
        assertThat(status(get("/api/seen", "Sec-Fetch-Site: cross-site\r\n" + bearer(TOKEN))))
                .isEqualTo(403);
        assertThat(status(get("/api/seen", "Sec-Fetch-Site: same-site\r\n" + bearer(TOKEN))))
                .isEqualTo(403);
        assertThat(status(get("/api/seen", "Sec-Fetch-Site: none\r\n" + bearer(TOKEN))))
                .isEqualTo(200);
        for (String answer :
                List.of(get("/", ""), get("/api/seen", bearer(TOKEN)), get("/api/seen", ""), get("/none", ""))) {
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .contains(
                            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                                    + " media-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
                            "x-content-type-options: nosniff",
                            "x-frame-options: deny",
                            "referrer-policy: no-referrer",
                            "cross-origin-resource-policy: same-origin")
                    .doesNotContain("access-control-allow");
        }
        assertThat(get("/api/seen", bearer(TOKEN)).toLowerCase(Locale.ROOT)).contains("cache-control: no-store");
    }

    @Test
    void guessingTheTokenIsSlow() throws Exception {
        long begin = System.nanoTime();
        List<CompletableFuture<Integer>> guesses = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String guess = bearer("guess-" + i);
            guesses.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return status(get("/api/seen", guess));
                        } catch (IOException broken) {
                            return 0;
                        }
                    },
                    command -> new Thread(command).start()));
        }
        // Whoever has a session goes on.
        List<Integer> answers = guesses.stream().map(CompletableFuture::join).toList();
        assertThat(answers).containsOnly(401, 429).contains(429);
        assertThat(answers.stream().filter(answer -> answer == 401).count())
                .isLessThanOrEqualTo(4L * ConsoleLogin.MOST_OF_ADDRESS);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThan(Duration.ofMillis(ConsoleLogin.WAIT_MILLIS));
        await().until(() -> status(get("/api/seen", bearer(TOKEN))) == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../application.properties",
                "/vidu/application.properties",
                "/%2e%2e/%2e%2e/etc/passwd",
                "//etc/passwd",
                "/app.js/../index.html",
                "/licences/htm.txt",
                "/index.html%00",
                "/app.js%2f..%2f..",
                "/requests/../../x",
                "/requests/%2e%2e%2fx",
                "/APP.JS",
                "/console/ViduConsole.class"
            })
    void noPathLeadsElsewhere(String path) throws IOException {
        String answer = get(path, bearer(TOKEN));
        assertThat(status(answer)).isIn(400, 404);
        assertThat(answer).doesNotContain("vidu.api", "root:", "<html");
    }

    @Test
    void aHeaderCantBeAddedByAValue() throws IOException {
        String answer = get("/api/seen/a%0d%0aSet-Cookie:%20x=y", bearer(TOKEN));
        assertThat(answer.substring(0, answer.indexOf("\r\n\r\n"))).doesNotContain("x=y");
        assertThat(status(get("/api/seen/%zz", bearer(TOKEN)))).isEqualTo(400);
    }

    @Test
    void filesAreAskedForAgainAndSentOnce() throws IOException {
        Matcher tag = Pattern.compile("(?i)etag: (\\S+)").matcher(get("/app.js", ""));
        assertThat(tag.find()).isTrue();
        String again = get("/app.js", "If-None-Match: " + tag.group(1) + "\r\n");
        assertThat(status(again)).isEqualTo(304);
        assertThat(again).doesNotContain("import ");
        assertThat(status(get("/app.js", "If-None-Match: \"other\"\r\n"))).isEqualTo(200);
        assertThat(status(call("POST", "/app.js", OWN + JSON, "{}"))).isEqualTo(405);
    }

    @Test
    void eightMayListenAndTheNinthIsSentAway() throws Exception {
        List<Socket> listeners = new ArrayList<>();
        try {
            for (int i = 0; i < EventStreams.MOST; i++) {
                Socket listener = listen();
                listeners.add(listener);
                assertThat(until(listener.getInputStream(), "data: {\"x\":1}")).contains("text/event-stream");
            }
            try (Socket ninth = listen()) {
                assertThat(until(ninth.getInputStream(), "\r\n")).contains(" 503 ");
            }
            listeners.get(3).close();
            await().until(() -> {
                try (Socket another = listen()) {
                    return until(another.getInputStream(), "\r\n\r\n").contains(" 200 ");
                }
            });
            // Longer than a call may last: it is a stream.
            assertThat(until(listeners.get(0).getInputStream(), "data: {\"x\":1}\n\n"))
                    .isNotEmpty();
        } finally {
            for (Socket listener : listeners) {
                listener.close();
            }
        }
    }

    private Socket listen() throws IOException {
        Socket client = new Socket("127.0.0.1", server.port());
        client.setSoTimeout(20_000);
        client.getOutputStream()
                .write(("GET /api/events HTTP/1.1\r\nHost: localhost\r\n" + bearer(TOKEN) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static String until(InputStream in, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            read.append((char) next);
        }
        return read.toString();
    }

    private List<Socket> ask(String path, int times) throws IOException {
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            callers.add(send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + bearer(TOKEN) + "\r\n"));
        }
        return callers;
    }

    private Socket send(String call) throws IOException {
        Socket client = new Socket("127.0.0.1", server.port());
        client.setSoTimeout(20_000);
        client.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static void close(List<Socket> callers) throws IOException {
        for (Socket caller : callers) {
            caller.close();
        }
    }

    @Test
    void aJournalAndABucketThatHangHoldNothingElseUp() throws IOException {
        List<Socket> callers = ask("/api/bucket", 10);
        await().until(() -> hanging.get() == 4);
        assertThat(status(get("/api/seen", bearer(TOKEN)))).isEqualTo(200);
        callers.addAll(ask("/api/journal", 10));
        await().until(() -> hanging.get() == 7);
        login();
        try (Socket listener = listen()) {
            assertThat(until(listener.getInputStream(), "data: {\"x\":1}")).contains(" 200 ");
        } finally {
            close(callers);
        }
    }

    @Test
    void whatNobodyWaitsForIsNotDone() throws IOException {
        List<Socket> callers = ask("/api/journal", 3);
        await().until(() -> hanging.get() == 3);
        close(ask("/api/journal", 40));
        // Meanwhile it hears of each of them, and of its end.
        for (int i = 0; i < 10; i++) {
            assertThat(status(get("/api/seen", ""))).isEqualTo(401);
        }
        journalIsBack.countDown();
        assertThat(status(get("/api/seen", bearer(TOKEN)))).isEqualTo(200);
        assertThat(hanging.get()).isLessThan(10);
        close(callers);
    }

    @Test
    void whatWaitsIsBounded() throws IOException {
        List<Socket> callers = ask("/api/journal", ConsoleWorkers.MOST + 1);
        try {
            await().until(() -> hanging.get() == 3);
            String answer = get("/api/seen", bearer(TOKEN));
            assertThat(answer).contains(" 503 ", "too many calls wait already");
        } finally {
            close(callers);
        }
    }

    @Test
    void whoGuessesKeepsNobodyElseOut() throws IOException {
        List<Socket> guesses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            guesses.add(send("GET /api/seen HTTP/1.1\r\nHost: localhost\r\n" + bearer("guess") + "\r\n"));
        }
        try (Socket owner = new Socket()) {
            owner.bind(new InetSocketAddress("127.0.0.2", 0));
            // Some of the guesses were refused: their address has no place left.
            assertThat(until(guesses.get(39).getInputStream(), "\r\n")).contains(" 429 ");
            owner.connect(new InetSocketAddress("127.0.0.1", server.port()));
            owner.setSoTimeout(20_000);
            owner.getOutputStream()
                    .write(("GET /api/seen HTTP/1.1\r\nHost: localhost\r\n" + bearer(TOKEN) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(until(owner.getInputStream(), "\r\n")).contains(" 200 ");
        } finally {
            close(guesses);
        }
    }

    @Test
    void allAddressesOfANetworkAreOneThatGuesses() {
        assertThat(ConsoleLogin.place("2001:db8:1:2::3")).isEqualTo(ConsoleLogin.place("2001:db8:1:2:ffff::4"));
        assertThat(ConsoleLogin.place("2001:db8:1:2::3")).isNotEqualTo(ConsoleLogin.place("2001:db8:1:3::3"));
        assertThat(ConsoleLogin.place("10.0.0.1")).isNotEqualTo(ConsoleLogin.place("10.0.0.2"));
    }

    @Test
    void whereABrowserSaysNothingOfTheSiteTheOriginIsTheConsoles() throws IOException {
        for (String other : List.of("http://evil.example", "https://localhost:1", "http://localhost:2", "null")) {
            assertThat(status(call("POST", "/api/change", "Origin: " + other + "\r\n" + JSON + bearer(TOKEN), "{}")))
                    .as(other)
                    .isEqualTo(403);
        }
        String own = "Origin: http://localhost:1\r\n";
        assertThat(status(call("POST", "/api/change", own + JSON + bearer(TOKEN), "{}")))
                .isEqualTo(200);
        assertThat(status(call(
                        "POST", "/api/change", own + "Sec-Fetch-Site: same-site\r\n" + JSON + bearer(TOKEN), "{}")))
                .isEqualTo(403);
    }

    private Socket listenWith(String login) throws IOException {
        return send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n" + login + "\r\n");
    }

    @Test
    void aStreamEndsWithItsLogin() throws IOException {
        String first = login();
        String second = login();
        try (Socket one = listenWith(first);
                Socket other = listenWith(second);
                Socket program = listen()) {
            for (Socket each : List.of(one, other, program)) {
                until(each.getInputStream(), "data: {\"x\":1}\n\n");
            }
            assertThat(status(call("DELETE", "/api/session", OWN + first, ""))).isEqualTo(204);
            one.getInputStream().readAllBytes();
            assertThat(until(other.getInputStream(), "data: {\"x\":1}\n\n")).isNotEmpty();
            current.set("another-token-of-the-console-with-32-characters");
            other.getInputStream().readAllBytes();
            program.getInputStream().readAllBytes();
        }
        assertThat(status(get("/api/seen", second))).isEqualTo(401);
    }

    @Test
    void ofTwelveWhoListenAtOnceFourAreToldThatTheyMayNot() throws IOException {
        List<Socket> listeners = ask("/api/events", 12);
        List<String> heads = new ArrayList<>();
        for (Socket each : listeners) {
            heads.add(until(each.getInputStream(), "\r\n"));
        }
        assertThat(heads).filteredOn(head -> head.contains(" 200 ")).hasSize(EventStreams.MOST);
        assertThat(heads).filteredOn(head -> head.contains(" 503 ")).hasSize(4);
        close(listeners);
    }

    @Test
    void nothingIsReadOfWhoIsNotLoggedIn() throws IOException {
        String head = "POST /api/change HTTP/1.1\r\nHost: localhost\r\n" + OWN + JSON + "Content-Length: 60000\r\n\r\n";
        try (Socket stranger = send(head)) {
            assertThat(until(stranger.getInputStream(), "\r\n")).contains(" 401 ");
        }
        String large = "{\"token\":\"" + "x".repeat(4_000) + "\"}";
        String login = "POST /api/session HTTP/1.1\r\nHost: localhost\r\n" + OWN + JSON
                + "Content-Length: 60000\r\n\r\n" + large;
        // The connection is closed, though more is to come.
        assertThat(raw(login)).contains(" 413 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{} {}", "{}x"})
    void whatIsSaidTwiceIsNotUnderstood(String body) throws IOException {
        assertThat(status(call("POST", "/api/change", OWN + JSON + bearer(TOKEN), body)))
                .isEqualTo(400);
    }

    @Test
    void aCookieThatAnotherPageSetHidesNone() throws IOException {
        String own = login().replace("Cookie: ", "").strip();
        String name = own.substring(0, own.indexOf('='));
        assertThat(get("/api/seen", "Cookie: " + name + "=tossed; " + own + "\r\n"))
                .contains(" 200 ");
        assertThat(get("/api/seen", "Cookie: " + own + "; " + name + "=tossed\r\n"))
                .contains(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"account\":{\"x\":1}}",
                "{\"account\":null}",
                "{\"account\":[]}",
                "{\"account\":\"\"}",
                "{\"acount\":\"a\"}",
                "{\"account\":\"b\"}",
                "[]",
                "null"
            })
    void whatIsMisspeltPausesNothing(String body) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PausePages pages = new PausePages(true, List.of("a"), context.createProducerTemplate());
            ConsoleRequest request = new ConsoleRequest(
                    Map.of(),
                    MultiMap.caseInsensitiveMultiMap(),
                    MultiMap.caseInsensitiveMultiMap(),
                    new ObjectMapper().readTree(body),
                    Caller.unknown(""));
            assertThatThrownBy(() -> pages.pause(request))
                    .isInstanceOfSatisfying(
                            ConsoleRefusal.class,
                            refused -> assertThat(refused.status()).isEqualTo(400));
        }
    }

    @Test
    void withoutATokenThisMachineMayLookAndPagesOfOthersMayNot() throws IOException {
        server.close();
        server = server(Optional.empty());
        assertThat(status(get("/api/seen", ""))).isEqualTo(200);
        assertThat(status(get("/api/seen", "Sec-Fetch-Site: cross-site\r\n"))).isEqualTo(403);
        assertThat(status(raw("GET /api/seen HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")))
                .isEqualTo(403);
    }

    @Test
    void whereOthersReachItItNeedsAToken() {
        assertThatThrownBy(() -> TestSettings.with("vidu.console.port", "8081", "vidu.console.address", "0.0.0.0"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "vidu.console.address is 0.0.0.0; where others reach it, it needs vidu.console.token");
        assertThat(TestSettings.with(
                                "vidu.console.port",
                                "8081",
                                "vidu.console.address",
                                "0.0.0.0",
                                "vidu.console.token",
                                TOKEN)
                        .toString())
                .doesNotContain(TOKEN);
    }

    @Test
    void noResponseSaysWhatTheServerIs() throws IOException {
        assertThat(Stream.of(get("/", ""), get("/none", "")).map(answer -> answer.toLowerCase(Locale.ROOT)))
                .noneMatch(answer -> answer.contains("server: ") || answer.contains("vert.x"));
    }
}
