package dev.viduroutes.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.FreePort;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console as people see it: in Chromium, in front of real routes and the sandbox. */
class ConsoleIT extends GatewayTest {

    private static final String TOKEN = "a-token-of-the-console-with-more-than-32-characters";
    private static final List<String> PATHS =
            List.of("/", "/requests", "/batches", "/videos", "/dead-letters", "/money");

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
        settings.setProperty("vidu.price.*.*", "0.15");
        settings.setProperty("vidu.cap.day", "1000");
        settings.setProperty("vidu.defaults.mode", "text-to-video");
        settings.setProperty("vidu.defaults.resolution", "540p");
    }

    @Override
    protected void prepare(CamelContext camel) {
        ViduConsole.addTo(camel);
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

    @Test
    void axeFindsNothingOnAnyPageInLightAndDark() throws Exception {
        fill();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = login(scheme, 1280);
            for (String path : PATHS) {
                page.navigate(url(path));
                settle(page);
                check(page, scheme + " " + path);
            }
            page.navigate(url("/requests/harbour-7"));
            settle(page);
            check(page, scheme + " one request");
            page.context().close();
        }
        assertThat(browser.complaints()).isEmpty();
    }

    private static void settle(Page page) {
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator("main")).not().containsText("Asking the gateway");
        assertThat(page.locator("main table, main .cards, main p.quiet").first())
                .isVisible();
    }

    private static void check(Page page, String what) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/console", what.replaceAll("\\W+", "-") + ".png")));
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

    private static Locator lanes(Page page) {
        return page.locator("[data-lane]");
    }
}
