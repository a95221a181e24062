package dev.viduroutes.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.SandboxBuilder;
import dev.viduroutes.settings.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console as people see it: in Chromium, in front of real routes and the sandbox. */
class ConsoleIT extends GatewayTest {

    private static final String TOKEN = "a-token-of-the-console-with-more-than-32-characters";
    private static final List<String> PATHS =
            List.of("/", "/requests", "/batches", "/videos", "/dead-letters", "/money");

    private static final int SCALE = 10;
    /** Where pictures of all pages are left. */
    private static final Path PICTURES = Path.of(System.getProperty("vidu.console.pictures", "target/console"));

    private static Browser browser;

    private final int port = FreePort.next();

    @BeforeAll
    static void openBrowser() {
        browser = new Browser();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.console.port", Integer.toString(port));
        settings.setProperty("vidu.console.token", TOKEN);
        settings.setProperty("vidu.console.replay", "true");
        settings.setProperty("vidu.console.prompts", "true");
        settings.setProperty("vidu.limits.requests", "600");
        settings.setProperty("vidu.poll.interval", "1s");
        settings.setProperty("vidu.intake.file.in-flight", "20");
        settings.setProperty("vidu.price.*.*", "0.15");
        settings.setProperty("vidu.cap.day", "1000");
        settings.setProperty("vidu.defaults.mode", "text-to-video");
        settings.setProperty("vidu.defaults.resolution", "540p");
    }

    @Override
    protected void prepare(CamelContext camel) {
        ViduConsole.addTo(camel);
    }

    /** As many seconds as the test lasts at most: the fullest window has all calls. */
    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().timeScale(SCALE).limits(600, Duration.ofMinutes(SCALE), 10);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private Page login(ColorScheme scheme, int width) {
        Page page = browser.open(scheme, width, 900);
        page.navigate(url("/#token=" + TOKEN));
        assertThat(page.locator("h1")).hasText("Now");
        return page;
    }

    private Page login() {
        return login(ColorScheme.LIGHT, 1280);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url(path))).header("Authorization", "Bearer " + TOKEN);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return ConsoleAnswer.mapper().readTree(get(path).body());
    }

    /** Something of everything. */
    private void fill() throws Exception {
        drop("harbour-7.json", request("harbour-7", "A harbour at dawn"));
        drop("wolf-1.json", request("wolf-1", "A wolf sandbox:fail=CONTENT_VIOLATION"));
        drop("wrong-1.json", """
                {"request_id": "wrong-1", "input": {"mode": "text-to-video", "prompt": "x", "duration": 99}}""");
        drop("shots.csv", "prompt,duration\nA lake,5\nA hut,2\n<img src=x onerror=alert(1)>,3\n");
        awaitDone("harbour-7.json");
        awaitDeadLetter("wolf-1.json");
        await().until(() -> Files.exists(done().resolve("shots.csv")));
        drop("teaser-b.json", request("teaser-b", "A teaser sandbox:never"));
        drop("teaser-c.json", request("teaser-c", "Another one sandbox:never"));
        await().until(() -> journal()
                        .query("SELECT request_id FROM vidu_task WHERE state = 'RUNNING'")
                        .size()
                == 2);
    }

    /** Lanes that end within seconds. */
    private void begin(String name) throws IOException {
        int[] seconds = {5, 8, 16, 4, 5, 8};
        for (int i = 0; i < seconds.length; i++) {
            drop(name + "-" + i + ".json", """
                    {"request_id": "%s-%d", "metadata": {"project": "%s"}, "input": {"mode": "%s", "prompt": "A shot", "duration": %d}}""".formatted(
                            name,
                            i,
                            i % 2 == 0 ? "harbour" : "teaser",
                            i % 3 == 0 ? "turbo-text-to-video" : "text-to-video",
                            seconds[i]));
        }
    }

    @Test
    void axeFindsNothingOnAnyPageInLightAndDark() throws Exception {
        fill();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            begin(scheme.toString().toLowerCase(Locale.ROOT));
            Page page = login(scheme, 1280);
            assertThat(page.locator("[data-lane]").nth(5)).isVisible();
            for (String path : PATHS) {
                page.navigate(url(path));
                settle(page);
                check(page, name(path) + "-" + scheme.toString().toLowerCase(Locale.ROOT));
            }
            page.navigate(url("/requests/harbour-7"));
            settle(page);
            check(page, "request-" + scheme.toString().toLowerCase(Locale.ROOT));
            page.context().close();
        }
        assertThat(browser.complaints()).isEmpty();
    }

    private static String name(String path) {
        return path.equals("/") ? "now" : path.substring(1);
    }

    private static void settle(Page page) {
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator("main")).not().containsText("Asking the gateway");
        assertThat(page.locator("main table, main .cards, main p.quiet").first())
                .isVisible();
    }

    private static void check(Page page, String what) throws IOException {
        SmallPng.write(page.screenshot(), PICTURES.resolve(what + ".png"));
        assertThat(new AxeBuilder(page).analyze().getViolations()).as(what).isEmpty();
        assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .as(what)
                .isTrue();
        assertThat(page.locator("h1")).hasCount(1);
    }

    /** The description is held against real answers; what it does not name must not be there. */
    @Test
    void theDescriptionIsWhatIsAnswered() throws Exception {
        fill();
        ApiDescription described = new ApiDescription();
        String batch = json("/api/batches").at("/rows/0/batch").asText();
        List<String> asked = List.of(
                "/api/about",
                "/api/now",
                "/api/calls",
                "/api/requests",
                "/api/requests/harbour-7",
                "/api/requests/wolf-1",
                "/api/requests/teaser-b",
                "/api/videos",
                "/api/batches",
                "/api/batches/" + batch,
                "/api/dead-letters",
                "/api/money",
                "/api/openapi.json");
        for (String path : asked) {
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(described.complaints("get", path, ConsoleAnswer.mapper().readTree(answer.body())))
                    .as(path)
                    .isEmpty();
        }
        JsonNode plan = post("/api/replay/plan", "{\"ids\": [\"wolf-1\", \"wrong-1\"]}", 200);
        assertThat(described.complaints("post", "/api/replay/plan", plan)).isEmpty();
        assertThat(described.complaints("post", "/api/pause", post("/api/pause", "{}", 200)))
                .isEmpty();
        assertThat(json("/api/now").path("paused").size()).isEqualTo(1);
        assertThat(described.complaints("post", "/api/resume", post("/api/resume", "{}", 200)))
                .isEmpty();
        assertThat(described.complaints("get", "/api/requests", get404())).isEmpty();
        ConsoleRoutes routes = new ConsoleRoutes(context(), Settings.of(context()));
        assertThat(described.operations()).containsExactlyInAnyOrderElementsOf(operations(routes));
    }

    private JsonNode get404() throws Exception {
        assertThat(get("/api/requests/unknown").statusCode()).isEqualTo(404);
        return json("/api/requests?limit=1");
    }

    private static List<String> operations(ConsoleRoutes routes) {
        Vertx vertx = Vertx.vertx();
        try {
            List<String> all = new ArrayList<>(List.of("post /api/session", "delete /api/session"));
            routes.routes(vertx, vertx.createSharedWorkerExecutor("test", 1))
                    .forEach(route -> all.add(route.method().name().toLowerCase(Locale.ROOT) + " " + route.path()));
            return all;
        } finally {
            vertx.close();
        }
    }

    private JsonNode post(String path, String body, int status) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url(path)))
                                .header("Authorization", "Bearer " + TOKEN)
                                .header("Content-Type", "application/json")
                                .header("Sec-Fetch-Site", "same-origin")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(status);
        return ConsoleAnswer.mapper().readTree(answer.body());
    }

    @Test
    void lanesBeginAndEndWithTheirTasksAndAreAsOldAsTheJournalSays() throws Exception {
        Page page = login();
        for (int i = 0; i < 12; i++) {
            drop("lane-" + i + ".json", request("lane-" + i, "Lane " + i + " sandbox:never"));
        }
        await().until(() -> running().size() == 10);
        assertThat(page.locator("[data-lane]")).hasCount(10, new LocatorAssertions.HasCountOptions().setTimeout(2_000));
        assertThat(page.locator("main")).containsText("10 of 10");
        assertThat(page.locator("main")).containsText("2 requests wait");
        for (JsonNode lane : json("/api/now").path("lanes")) {
            long accepted = Long.parseLong(journal()
                    .query("SELECT accepted_at FROM vidu_task WHERE request_id = '"
                            + lane.path("requestId").asText() + "'")
                    .get(0));
            double age = (System.currentTimeMillis() - accepted) / 1000.0;
            assertThat(lane.path("ageSeconds").asDouble()).isCloseTo(age, within(1.0));
        }
        // Each bar says in words what it shows.
        assertThat(page.locator("[data-lane] [role=img]").first())
                .hasAttribute("aria-label", Pattern.compile("\\d+ s old, .+"));

        String ended = running().get(0);
        sandbox.finish("Lane " + ended.replace("lane-", "") + " ");
        awaitDone(ended + ".json");
        assertThat(page.locator("[data-lane='" + ended + "']"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(2_000));
        page.context().close();
    }

    private List<String> running() throws Exception {
        return journal().query("SELECT request_id FROM vidu_task WHERE state = 'RUNNING' ORDER BY request_id");
    }

    @Test
    void aFilterIsAnAddressAndThePlotHasTheFullestWindowOfTheLedger() throws Exception {
        for (int i = 0; i < 6; i++) {
            String prompt = i % 2 == 0 ? "A lake" : "A wolf sandbox:fail=CONTENT_VIOLATION";
            drop("r-" + i + ".json", """
                    {"request_id": "r-%d", "metadata": {"project": "p<b>%d</b>"}, "input": {"mode": "text-to-video", "prompt": "%s", "duration": 2}}""".formatted(i, i % 2, prompt));
        }
        awaitEmptyInbox();
        Page page = login();
        int fullest = ledger().largestWindow();
        assertThat(fullest).isGreaterThan(10);
        assertThat(page.locator("[data-largest]")).hasText(Integer.toString(fullest));

        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Requests").setExact(true))
                .click();
        assertThat(page.locator("tbody tr")).hasCount(6);
        page.getByLabel("State").selectOption("FAILED");
        assertThat(page.locator("tbody tr")).hasCount(3);
        String[] rows = page.locator("tbody th").allInnerTexts().toArray(String[]::new);
        page.getByLabel("Project").fill("p<b>1</b>");
        page.getByLabel("Project").press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*project=p%3Cb%3E1%3C%2Fb%3E.*"));
        assertThat(page.locator("tbody tr")).hasCount(3);
        page.reload();
        assertThat(page.locator("tbody tr")).hasCount(3);
        assertThat(page.getByLabel("State")).hasValue("FAILED");
        // What came from outside is text.
        assertThat(page.locator("tbody b")).hasCount(0);
        assertThat(page.locator("tbody")).containsText("p<b>1</b>");
        page.goBack();
        assertThat(page.getByLabel("Project")).hasValue("");
        assertThat(page.locator("tbody th")).hasText(rows);
        page.context().close();
    }

    @Test
    void aVideoPlaysAndSeeksAndNoAddressOfTheBucketIsTold() throws Exception {
        drop("harbour-7.json", request("harbour-7", "A harbour"));
        awaitDone("harbour-7.json");
        byte[] stored = object("videos/"
                        + json(done().resolve("harbour-7.json.outcome.json"))
                                .at("/videos/0/key")
                                .asText()
                                .replaceFirst("videos/", ""))
                .asByteArray();
        String path = "/api/requests/harbour-7/video/1";
        assertThat(get(path).body()).isEqualTo(stored);
        HttpResponse<byte[]> part = get(path, "Range", "bytes=10-19");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 10-19/" + stored.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(stored, 10, 20));
        assertThat(get(path, "Range", "bytes=-5").body())
                .isEqualTo(Arrays.copyOfRange(stored, stored.length - 5, stored.length));
        assertThat(get(path, "Range", "bytes=5-").body()).hasSize(stored.length - 5);
        assertThat(get(path, "Range", "bytes=" + stored.length + "-").statusCode())
                .isEqualTo(416);
        assertThat(get(path, "Range", "bytes=9-3").statusCode()).isEqualTo(416);
        assertThat(get(path, "Range", "bytes=0-1,4-5,7-9").statusCode()).isEqualTo(200);
        assertThat(get(path, "Range", "bytes=0-99999999999999").body()).isEqualTo(stored);
        for (String none : List.of(
                "/api/requests/harbour-7/video/2", "/api/requests/harbour-7/video/0", "/api/requests/x/video/1")) {
            assertThat(get(none).statusCode()).as(none).isEqualTo(404);
        }

        Page page = login();
        page.navigate(url("/videos"));
        assertThat(page.locator("video")).hasCount(1);
        Object seeked = page.evaluate("""
                () => new Promise((done, fail) => {
                  const video = document.querySelector('video');
                  video.onerror = () => fail(video.error.message);
                  video.muted = true;
                  video.play().then(() => {
                    video.onseeked = () => done(video.currentTime);
                    video.pause();
                    video.currentTime = video.duration / 2;
                  }, fail);
                })""");
        assertThat(((Number) seeked).doubleValue()).isGreaterThan(0.1);
        page.context().close();
    }

    @Test
    void theKeyboardAlonePutsExactlyThePlannedOnesBack() throws Exception {
        drop(
                "wrong-1.json",
                "{\"request_id\": \"wrong-1\", \"input\": {\"mode\": \"text-to-video\", \"prompt\": \"x\", \"duration\": 99}}");
        drop("lost-1.json", request("lost-1", "A lake sandbox:fail=CONTENT_VIOLATION"));
        drop("lost-2.json", request("lost-2", "A hut sandbox:fail=CONTENT_VIOLATION"));
        awaitDeadLetter("wrong-1.json");
        awaitDeadLetter("lost-1.json");
        awaitDeadLetter("lost-2.json");
        int submits = ledger().submitsFor("A lake") + ledger().submitsFor("A hut");
        ReplayReport dry = template()
                .requestBody(
                        "direct:vidu-replay",
                        new ReplayOrder(Set.of("lost-1", "wrong-1"), "", false, true, false),
                        ReplayReport.class);
        JsonNode plan = post("/api/replay/plan", "{\"ids\": [\"lost-1\", \"wrong-1\"]}", 200);
        assertThat(plan.path("lines").findValuesAsText("")).isEmpty();
        List<String> lines = new ArrayList<>();
        plan.path("lines").forEach(line -> lines.add(line.asText()));
        assertThat(lines).isEqualTo(dry.lines());
        assertThat(plan.path("total").asText()).isEqualTo(dry.total());

        // Forced for one alone, by typing its id.
        post("/api/replay/plan", "{\"ids\": [\"lost-1\", \"lost-2\"], \"force\": true, \"typed\": \"lost-1\"}", 400);
        post("/api/replay/plan", "{\"ids\": [\"lost-1\"], \"force\": true, \"typed\": \"lost-2\"}", 400);
        Page page = login();
        page.navigate(url("/dead-letters"));
        Locator typed = page.getByLabel("Its id, typed");
        assertThat(typed).isVisible();
        reach(page, typed);
        page.keyboard().type("lost-1");
        page.keyboard().press("Enter");
        Locator dialog = page.locator("dialog");
        assertThat(dialog).containsText("1 submits, 0 fetches, at most 2 s billed, at most $0.30");
        reach(page, dialog.getByText("Put them back"));
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).containsText("put back 1, skipped 0");
        awaitDeadLetter("lost-1.json");
        await().until(() -> ledger().submitsFor("A lake") + ledger().submitsFor("A hut") == submits + 1);
        assertThat(ledger().submitsFor("A hut")).isEqualTo(submits / 2);
        page.context().close();
    }

    /** As somebody without a mouse gets there. */
    private static void reach(Page page, Locator there) {
        for (int i = 0; i < 80; i++) {
            if ((Boolean) there.evaluate("each => each === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the keyboard does not get to " + there);
    }

    @Test
    void aPlanIsForOneWhoMadeItAndForWhatItSaw() throws Exception {
        drop("lost-1.json", request("lost-1", "A lake sandbox:fail=CONTENT_VIOLATION"));
        awaitDeadLetter("lost-1.json");
        String force = "{\"ids\": [\"lost-1\"], \"force\": true, \"typed\": \"lost-1\"}";
        String plan = post("/api/replay/plan", force, 200).path("planId").asText();
        post("/api/replay", "{\"planId\": \"" + plan.substring(1) + "x\"}", 409);
        // Who logged in otherwise has not seen it.
        HttpRequest login = HttpRequest.newBuilder(URI.create(url("/api/session")))
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\": \"" + TOKEN + "\"}"))
                .build();
        String cookie = HttpClient.newHttpClient()
                .send(login, BodyHandlers.ofString())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";")[0];
        HttpRequest confirm = HttpRequest.newBuilder(URI.create(url("/api/replay")))
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString("{\"planId\": \"" + plan + "\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(confirm, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(409);
        Path deadLetter = deadLetters().resolve("lost-1.json");
        Files.setLastModifiedTime(deadLetter, FileTime.fromMillis(1));

        JsonNode report = post("/api/replay", "{\"planId\": \"" + plan + "\"}", 200);
        assertThat(report.path("total").asText()).startsWith("put back 0, skipped 1");
        assertThat(report.path("lines").get(0).asText()).contains("it changed since it was planned");
        assertThat(deadLetter).exists();
        post("/api/replay", "{\"planId\": \"" + plan + "\"}", 409);
    }

    @Test
    void aGatewayThatIsGoneIsToldAndFoundAgain() throws Exception {
        Page page = login();
        assertThat(page.locator("header .live")).containsText("live");
        stopContext();
        assertThat(page.locator("header .live"))
                .containsText(
                        "No answer from the gateway", new LocatorAssertions.ContainsTextOptions().setTimeout(5_000));
        assertThat(page.locator("p[role=status]")).hasText("The gateway does not answer.");
        startAgain();
        // Who had logged in has to do so again: sessions are in memory.
        assertThat(page.locator("h1")).hasText("Log in");
        page.getByLabel("Token").fill(TOKEN);
        page.keyboard().press("Enter");
        assertThat(page.locator("header .live")).containsText("live");
        page.context().close();
    }

    @Test
    void noAnswerHoldsASecretAndMoneyIsTheSandboxs() throws Exception {
        fill();
        String batch = json("/api/batches").at("/rows/0/batch").asText();
        for (String path : List.of(
                "/api/about",
                "/api/now",
                "/api/calls",
                "/api/requests",
                "/api/requests/harbour-7",
                "/api/videos",
                "/api/batches",
                "/api/batches/" + batch,
                "/api/batches/" + batch + "/failed",
                "/api/dead-letters",
                "/api/money",
                "/app.js")) {
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(new String(answer.body()) + answer.headers().map())
                    .as(path)
                    .doesNotContain("key-of-this-test", TOKEN, "X-Amz", "Signature", "http://127.0.0.1", "traceparent");
        }
        JsonNode money = json("/api/money");
        long billed = 0;
        for (JsonNode row : json("/api/requests").path("rows")) {
            billed += row.path("billedSeconds").asLong();
        }
        // The sandbox bills when a task begins; here it is reserved until it ends.
        assertThat(money.at("/totals/0/charged/seconds").asLong())
                .isEqualTo(billed)
                .isPositive();
        assertThat(billed + money.at("/totals/0/reserved/seconds").asLong()).isEqualTo(ledger().billedSecondsTotal());
        try (Connection lock = journal().lock()) {
            assertThat(lock.isClosed()).isFalse();
            assertThat(json("/api/now").path("lanes").size()).isEqualTo(2);
        }
    }

    @Test
    void aNarrowWindowAndFourHundredPercentNeedNoScrollingAside() throws Exception {
        fill();
        for (int width : List.of(390, 320)) {
            Page page = login(ColorScheme.LIGHT, width);
            for (String path : PATHS) {
                page.navigate(url(path));
                settle(page);
                check(page, name(path) + "-" + width);
            }
            page.context().close();
        }
    }
}
