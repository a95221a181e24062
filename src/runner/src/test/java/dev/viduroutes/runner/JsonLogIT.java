package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vidu.log.format=json}: all that the packaged runner says. */
class JsonLogIT {

    private static final String KEY = "key-of-the-log-test";
    private static final Pattern REQUEST = Pattern.compile("requestId=(\\S+)");

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private Sandbox sandbox;
    private SandboxS3 s3;

    @BeforeEach
    void startServers() {
        sandbox = Sandbox.builder()
                .apiKey(KEY)
                .timeScale(100)
                .limits(600, Duration.ofSeconds(60), 10)
                .start();
        s3 = SandboxS3.start(home.resolve("objects"), "log-videos", 0, KEY, KEY);
        environment.putAll(Runner.environment(sandbox, KEY, s3));
    }

    @AfterEach
    void stopServers() {
        sandbox.close();
        s3.close();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException other) {
            throw new AssertionError("no JSON: " + line, other);
        }
    }

    @Test
    void everyLineOfARunIsAnObjectThatCarriesTheIdsOfItsRequest() throws Exception {
        environment.put("VIDU_LOG_FORMAT", "json");
        environment.put("VIDU_THREADS", "2");
        environment.put("VIDU_NO_SUCH_SETTING", "1");
        String output;
        try (Runner runner = Runner.start(home, environment)) {
            for (int i = 0; i < 6; i++) {
                runner.drop("good-" + i + ".json", request("good " + i));
                runner.drop("bad-" + i + ".json", request("bad " + i + " sandbox:fail=CONTENT_VIOLATION"));
            }
            runner.drop("none.json", "{}");
            Path deadLetters = home.resolve("work/dead-letter");
            await().failFast("it ended", () -> !runner.isAlive())
                    .until(() -> count(runner.done(), ".outcome.json") == 6 && count(deadLetters, ".reason.json") == 7);
            runner.terminate();
            runner.awaitExit(30);
            output = runner.output();
        }
        List<JsonNode> lines = output.lines().map(JsonLogIT::json).toList();
        assertThat(lines).hasSizeGreaterThan(50).allSatisfy(line -> {
            assertThat(line.path("@timestamp").asText()).endsWith("Z");
            assertThat(line.path("log.level").asText()).isNotEmpty();
            Matcher named = REQUEST.matcher(line.path("message").asText());
            assertThat(line.path("vidu.requestId").asText()).isEqualTo(named.find() ? named.group(1) : "");
        });
        Set<String> requests = lines.stream()
                .map(line -> line.path("vidu.requestId").asText())
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        assertThat(requests).hasSize(13);
        assertThat(lines.stream()
                        .filter(line -> line.path("message").asText().contains("state=STORED"))
                        .map(line -> line.path("vidu.taskId").asText()))
                .hasSize(6)
                .doesNotContain("");
    }

    @Test
    void theFormatIsKnownBeforeTheFirstLineWhereverItIsSet() throws Exception {
        environment.put("VIDU_LIMITS_REQUESTS", "0");
        assertThat(outputOf("-Dvidu.log.format=json").lines().map(JsonLogIT::json))
                .singleElement()
                .satisfies(line -> assertThat(line.path("message").asText())
                        .isEqualTo("vidu-routes does not start: vidu.limits.requests is 0; it must be a whole number"
                                + " from 1 to 1000000"));
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/application.properties"), "vidu.log.format = json \n");
        assertThat(outputOf().lines().map(JsonLogIT::json)).hasSize(1);

        environment.put("VIDU_LOG_FORMAT", "text");
        assertThat(outputOf()).startsWith("vidu-routes does not start:");
        environment.put("VIDU_LOG_FORMAT", "xml");
        assertThat(outputOf()).contains("vidu.log.format is xml; it must be text or json");
    }

    @Test
    void aConfigurationOfOnesOwnIsUsedInstead() throws Exception {
        Path own = Files.writeString(home.resolve("own.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>OWN %X{vidu.requestId} %msg%n</pattern></encoder>
                  </appender>
                  <root level="ERROR"><appender-ref ref="console"/></root>
                </configuration>
                """);
        environment.put("VIDU_LOG_FORMAT", "json");
        environment.put("VIDU_LIMITS_REQUESTS", "0");

        assertThat(outputOf("-Dlogback.configurationFile=" + own)).startsWith("OWN  vidu-routes does not start: ");
    }

    private String outputOf(String... options) throws Exception {
        try (Runner runner = Runner.start(home, environment, options)) {
            assertThat(runner.awaitExit(60)).isEqualTo(2);
            return runner.output();
        }
    }

    private static String request(String prompt) {
        return """
                {"input": {"mode": "text-to-video", "prompt": "%s", "duration": 1}}""".formatted(prompt);
    }

    private static long count(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).count();
        }
    }
}
