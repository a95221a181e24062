package dev.viduroutes.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The console over a journal alone, beside a gateway that has none. */
class JournalConsoleTest extends GatewayTest {

    private final int port = FreePort.next();
    private final List<String> told = new ArrayList<>();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.price.*.*", "0.15");
        settings.setProperty("vidu.cap.day", "1000s");
        settings.setProperty("vidu.console.replay", "true");
    }

    private JournalConsole start(ReadOnlyJournal journal, boolean terminal) {
        Settings settings = Settings.of(context);
        return JournalConsole.start(settings, new HostBeans(context), journal, port, terminal, told::add);
    }

    private HttpResponse<String> send(HttpRequest.Builder call, String path, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        call.uri(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString());
    }

    private JsonNode get(String path, String token) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(), path, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = ConsoleAnswer.mapper().readTree(answer.body());
        assertThat(new ApiDescription().complaints("get", path.split("\\?")[0], json))
                .as(path)
                .isEmpty();
        return json;
    }

    @Test
    void showsWhatTheJournalKnowsAndChangesNothing() throws Exception {
        drop("shot-7.json", request("shot-7", "A harbour"));
        awaitDone("shot-7.json");
        long seconds = ledger().billedSecondsTotal();
        try (ReadOnlyJournal journal = ReadOnlyJournal.of(Settings.of(context), new HostBeans(context));
                JournalConsole console = start(journal, true)) {
            assertThat(console).isNotNull();
            String token = told.get(0).replaceFirst("http://127.0.0.1:" + port + "/#token=", "");
            assertThat(token).hasSizeGreaterThan(40);

            JsonNode now = get("/api/now", token);
            assertThat(now.path("live").asBoolean()).isFalse();
            assertThat(now.at("/today/seconds").asLong()).isEqualTo(seconds);
            assertThat(get("/api/requests", token).at("/rows/0/requestId").asText())
                    .isEqualTo("shot-7");
            get("/api/requests/shot-7", token);
            get("/api/batches", token);
            get("/api/videos", token);
            get("/api/calls", token);
            assertThat(get("/api/about", token).path("mayReplay").asBoolean()).isFalse();
            JsonNode cap = get("/api/money", token).at("/caps/0");
            assertThat(cap.path("left").asLong()).isEqualTo(1000 - seconds);
            HttpResponse<String> video =
                    send(HttpRequest.newBuilder(), "/api/requests/shot-7/video/1?download=true", token);
            assertThat(video.statusCode()).isEqualTo(200);
            assertThat(video.body()).isNotEmpty();

            assertThat(send(HttpRequest.newBuilder(), "/api/now", "wrong").statusCode())
                    .isEqualTo(401);
            assertThat(send(HttpRequest.newBuilder(), "/api/dead-letters", token)
                            .body())
                    .contains("the journal alone");
            for (String path : List.of("/api/pause", "/api/resume", "/api/replay", "/api/replay/plan")) {
                HttpResponse<String> refused = send(
                        HttpRequest.newBuilder()
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .header("Content-Type", "application/json")
                                .header("Sec-Fetch-Site", "same-origin"),
                        path,
                        token);
                assertThat(refused.statusCode()).as(path).isEqualTo(403);
                assertThat(refused.body()).contains("the commands replay, pause and resume");
            }
        }
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        try (ReadOnlyJournal journal = ReadOnlyJournal.of(Settings.of(context), new HostBeans(context));
                JournalConsole console = start(journal, false)) {
            assertThat(console).isNotNull();
            assertThat(told).containsExactly("http://127.0.0.1:" + port + "/");
            assertThatThrownBy(() -> start(journal, false))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("vidu.console.port is " + port + "; nothing can listen there");
        }
    }
}
