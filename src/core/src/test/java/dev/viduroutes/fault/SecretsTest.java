package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No fault makes the gateway tell a secret. */
class SecretsTest extends FaultTest {

    private static final String KEY = "api-key-nobody-may-see";
    private static final String PROMPT = "a clip ";
    private static final String S3_SECRET = "key-of-this-test";

    private final LogTrap everything = LogTrap.of("ROOT", Level.INFO);

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().apiKey(KEY);
    }

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.api.key", KEY);
        settings.setProperty("vidu.api.response-timeout", "1s");
        settings.setProperty("vidu.delivery.attempts", "2");
        settings.setProperty("vidu.delivery.timeout", "1s");
        settings.setProperty("vidu.submit.attempts", "2");
        settings.setProperty("vidu.task.timeout", "2s");
    }

    @AfterEach
    void closeTrap() {
        everything.close();
    }

    @Test
    void neitherLogsNorFilesHoldAKeyOrAPromptOrASignedUrl() throws Exception {
        String odd = "?signature=secret-of-the-url";
        Map<String, Future<Outcome>> started = startAll(
                "fine",
                "sandbox:lost",
                "sandbox:hang",
                "sandbox:garbage",
                "sandbox:submit=400",
                "sandbox:submit=401x1",
                "sandbox:submit=500",
                "sandbox:no-such-fault",
                "sandbox:fail=CONTENT_VIOLATION",
                "sandbox:never",
                "sandbox:status-lostx1",
                "sandbox:truncated",
                "sandbox:download=500",
                "sandbox:not-video",
                "sandbox:redirect",
                "sandbox:expired=always",
                "sandbox:result-url=http://127.0.0.1:1/v.mp4" + odd,
                "sandbox:result-url=http://127.0.0.1:99999/v.mp4" + odd,
                "sandbox:result-url=http://no-such-host.invalid/v.mp4" + odd,
                "sandbox:result-url=http://[broken/v.mp4" + odd,
                "sandbox:result-url=ftp://127.0.0.1/v.mp4" + odd);
        Outcome broken = generate("{\"input\": {\"mode\": \"" + PROMPT + "\", \"prompt\": \"" + PROMPT);
        Outcome wrong = generate(request(PROMPT).replace("text-to-video", PROMPT));

        Map<String, Outcome> ended = endOf(started);
        assertThat(broken.failure()).isPresent();
        assertThat(wrong.failure()).isPresent();
        assertThat(ended.values().stream().filter(Outcome::isStored)).hasSize(3);
        List<String> logged =
                Stream.concat(log.lines().stream(), everything.lines().stream()).toList();
        assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(KEY));
        assertThat(logged).noneMatch(line -> line.contains(S3_SECRET));
        assertThat(logged).noneMatch(line -> line.contains(PROMPT));
        assertThat(logged).noneMatch(line -> line.contains("sandbox:"));
        assertThat(logged).noneMatch(line -> line.contains("signature="));
        for (Path file : filesOf(home)) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(content).as("%s", file).doesNotContain(KEY).doesNotContain(S3_SECRET);
            if (file.toString().endsWith(".reason.json")) {
                assertThat(content).as("%s", file).doesNotContain("signature=");
            }
        }
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
