package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner with every secret in a file, at which the log is told everything; the key is replaced while tasks run. */
class SecretFilesIT {

    private static final List<String> KEYS =
            List.of("api-key-1-of-a-file", "api-key-2-of-a-file", "api-key-3-of-a-file");
    private static final String S3_SECRET = "s3-secret-of-a-file";
    private static final String JOURNAL = "journal-password-of-a-file";

    @TempDir
    private Path home;

    @TempDir
    private Path secrets;

    private Sandbox sandbox;
    private SandboxS3 s3;

    @BeforeEach
    void startServers() {
        sandbox = Sandbox.builder()
                .apiKey(KEYS.get(0))
                .timeScale(100)
                .limits(600, Duration.ofSeconds(60), 10)
                .start();
        s3 = SandboxS3.start(home.resolve("objects"), "secret-videos", 0, "access-of-a-file", S3_SECRET);
    }

    @AfterEach
    void stopServers() {
        sandbox.close();
        s3.close();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(secrets.resolve(name), content + "\n").toString();
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>(Runner.environment(sandbox, "", s3));
        environment
                .keySet()
                .removeAll(
                        List.of("VIDU_API_KEY", "VIDU_S3_ACCESS_KEY", "VIDU_S3_SECRET_KEY", "AWS_SECRET_ACCESS_KEY"));
        environment.put("VIDU_API_KEY_FILE", mountedKey().toString());
        environment.put("VIDU_S3_ACCESS_KEY_FILE", file("access", "access-of-a-file"));
        environment.put("VIDU_S3_SECRET_KEY_FILE", file("secret", S3_SECRET));
        environment.put("VIDU_JOURNAL_PASSWORD_FILE", file("journal", JOURNAL));
        return environment;
    }

    /** As Kubernetes mounts it: key -> ..data/key, and ..data -> a folder. */
    private Path mountedKey() throws IOException {
        swapTo("..1", KEYS.get(0));
        return Files.createSymbolicLink(secrets.resolve("key"), Path.of("..data", "key"));
    }

    private void swapTo(String folder, String key) throws IOException {
        Files.writeString(Files.createDirectories(secrets.resolve(folder)).resolve("key"), key);
        Path link = Files.createSymbolicLink(secrets.resolve("..data_tmp"), Path.of(folder));
        Files.move(
                link, secrets.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void theKeyIsReplacedWhileTasksRunAndNoSecretIsSeenAnywhere() throws Exception {
        Path log = Files.writeString(home.resolve("logback.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%level %logger %msg%n%ex</pattern></encoder>
                  </appender>
                  <root level="TRACE"><appender-ref ref="console"/></root>
                </configuration>
                """);
        String said;
        try (Runner runner = Runner.start(home, environment(), "-Dlogback.configurationFile=" + log)) {
            runner.drop("a.json", request("first sandbox:never"));
            await().failFast("it ended", () -> !runner.isAlive())
                    .until(() -> !sandbox.ledger().tasksFor("first").isEmpty());

            swapTo("..2", KEYS.get(1));
            sandbox.setApiKey(KEYS.get(1));
            runner.drop("b.json", request("second sandbox:never"));
            await().until(() -> !sandbox.ledger().tasksFor("second").isEmpty());
            sandbox.finish("first");
            await().until(() -> Files.exists(runner.done().resolve("a.json.outcome.json")));

            Path next = Files.writeString(secrets.resolve("next"), KEYS.get(2));
            Files.move(next, secrets.resolve("key"), StandardCopyOption.REPLACE_EXISTING);
            sandbox.setApiKey(KEYS.get(2));
            sandbox.finish("second");
            await().until(() -> Files.exists(runner.done().resolve("b.json.outcome.json")));
            assertNothingIsSeenOf(runner.handle());
            runner.terminate();
            runner.awaitExit(30);
            said = runner.output();
        }
        assertThat(said).contains("TRACE").contains("vidu.api.key-file has another secret");
        assertThat(said.lines().filter(SecretFilesIT::tells)).isEmpty();
        assertThat(sandbox.ledger().submits()).hasSize(2);
    }

    @Test
    void aSecretThatCantBeReadStopsTheStartWithItsName() throws Exception {
        Map<String, String> environment = environment();
        environment.put("VIDU_JOURNAL_PASSWORD_FILE", secrets.toString());
        environment.put("VIDU_API_KEY_FILE", secrets.resolve("none").toString());
        try (Runner runner = Runner.start(home, environment)) {
            assertThat(runner.awaitExit(60)).isEqualTo(2);

            assertThat(runner.output())
                    .contains("vidu.journal.password-file is " + secrets + "; it is a folder; ")
                    .contains("vidu.api.key-file is " + secrets.resolve("none") + "; there is no such file; ");
        }
    }

    private static String request(String prompt) {
        return """
                {"input": {"mode": "text-to-video", "prompt": "%s", "duration": 1}}""".formatted(prompt);
    }

    /** What ps shows, and what root sees of the environment. */
    private static void assertNothingIsSeenOf(ProcessHandle process) throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        for (String what : List.of("cmdline", "environ")) {
            String seen = Files.readString(proc.resolve(what), StandardCharsets.ISO_8859_1);
            assertThat(seen).isNotEmpty();
            assertThat(tells(seen)).as(what).isFalse();
        }
        assertThat(process.children()).isEmpty();
    }

    private static boolean tells(String text) {
        return Stream.concat(KEYS.stream(), Stream.of(S3_SECRET, JOURNAL)).anyMatch(text::contains);
    }
}
