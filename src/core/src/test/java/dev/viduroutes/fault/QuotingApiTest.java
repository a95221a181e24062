package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An API that repeats the key, and writes what a terminal would obey. */
class QuotingApiTest extends FaultTest {

    private static final String KEY = "quoted-Key/7+8=Zz";
    /** A next line, a control sequence introducer, a line separator, a right-to-left override, half an emoji. */
    private static final String CONTROLS = "\\u0085\\u009b31m\\u2028\\u202e\\ud83d\\u200b\\u0000\\n";

    private static final List<String> RAW = List.of("\u0085", "\u009b", "\u2028", "\u202e", "\u200b", "\0");

    private final ScriptedServer api = new ScriptedServer(ScriptedServer.json(500, "{}"));
    private final LogTrap everything = LogTrap.of("ROOT", Level.INFO);

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.api.key", KEY);
        settings.setProperty("vidu.api.base-url", api.url());
        settings.setProperty("vidu.task.timeout", "2s");
    }

    @AfterEach
    void stopApi() {
        api.close();
        everything.close();
    }

    private static String quoting(int code) {
        return "{\"code\": %d, \"message\": \"key \\\"Bearer %s\\\" or %s %s is not valid\"}"
                .formatted(code, KEY, KEY.toUpperCase(Locale.ROOT), "quoted-Key%2F7%2B8%3DZz" + CONTROLS);
    }

    /** A task that fails with the key as code and in the words. */
    private static void failing(HttpExchange exchange) throws IOException {
        String data = exchange.getRequestMethod().equals("POST")
                ? "{\"taskId\": \"task_1\"}"
                : "{\"taskId\": \"task_1\", \"state\": \"failed\", \"failCode\": \"%s\", \"failMsg\": \"it was %s%s\"}"
                        .formatted(KEY, KEY, CONTROLS);
        ScriptedServer.json(200, "{\"code\": 200, \"message\": \"%s\", \"data\": %s}".formatted(KEY, data))
                .answer(exchange);
    }

    @Test
    void whatItSaysIsWrittenDownWithoutTheKeyAndInVisibleCharacters() throws Exception {
        for (int status : List.of(400, 422)) {
            api.script(ScriptedServer.json(status, quoting(status)));
            assertThat(endOf(start("status " + status)).failure().orElseThrow().message())
                    .contains("Bearer ***")
                    .contains("\\u{85}\\u{9b}31m\\u{2028}\\u{202e}\\u{d83d}\\u{200b}\\u{0}");
        }
        api.script(QuotingApiTest::failing);
        assertThat(endOf(start("failing")).failure().orElseThrow().code()).isEqualTo("***");
        // These stop every submit: one request waits, and asks again and again.
        for (int status : List.of(401, 404, 407)) {
            api.script(ScriptedServer.json(status, quoting(status)));
            int before = api.asked().size();
            if (status == 401) {
                start("blocked");
            }
            await().until(() -> api.asked().size() > before + 1);
        }
        assertThat(log.text()).contains("Bearer ***");
        stopContext();

        assertThat(everything.lines()).isNotEmpty().noneMatch(QuotingApiTest::tells);
        assertThat(log.lines()).isNotEmpty().noneMatch(QuotingApiTest::tells);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content).as("%s", file).doesNotContainIgnoringCase(KEY);
                if (file.toString().endsWith(".reason.json")) {
                    assertThat(tells(Files.readString(file))).as("%s", file).isFalse();
                    assertThat(new ObjectMapper()
                                    .readTree(file.toFile())
                                    .path("failure")
                                    .path("code")
                                    .asText())
                            .isNotEmpty();
                }
            }
        }
    }

    private static boolean tells(String line) {
        return line.toLowerCase(Locale.ROOT).contains("7+8=zz")
                || line.toLowerCase(Locale.ROOT).contains("7%2b8%3dzz")
                || RAW.stream().anyMatch(line::contains);
    }
}
