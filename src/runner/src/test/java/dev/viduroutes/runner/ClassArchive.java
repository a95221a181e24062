package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes an archive of the classes that the packaged runner loads, once a build, before the tests that start it again and
 * again: with it a start takes half as long. A Java that can't use the archive starts without it.
 */
public final class ClassArchive {

    private static final String KEY = "key-of-the-class-archive";
    /** Nobody listens there; the client's classes are loaded all the same. */
    private static final String NOWHERE = "127.0.0.1:9";

    private ClassArchive() {}

    /** For the {@code java} that these tests run with. */
    public static List<String> options() {
        return List.of(
                "-XX:SharedArchiveFile=" + System.getProperty("vidu.test.archive"),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC");
    }

    /** Runs the runner for one request, with all intakes, and has it write the archive when it ends. */
    public static void main(String[] arguments) throws Exception {
        Path archive = Path.of(System.getProperty("vidu.test.archive"));
        Files.deleteIfExists(archive);
        Path home = Files.createTempDirectory("class-archive");
        try (Sandbox api = Sandbox.builder().apiKey(KEY).timeScale(100).start();
                SandboxS3 s3 =
                        SandboxS3.start(Files.createDirectory(home.resolve("s3")), "archive-videos", 0, KEY, KEY);
                SandboxBroker broker = SandboxBroker.start(home.resolve("broker"), KEY, KEY, Map.of());
                Runner runner = Runner.start(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        home,
                        settings(api, s3, broker),
                        List.of(
                                "-XX:ArchiveClassesAtExit=" + archive,
                                "-Xlog:cds=off",
                                "-Xlog:cds+dynamic=off",
                                "-XX:+UseSerialGC"))) {
            runner.drop("one.json", """
                    {"input": {"mode": "text-to-video", "prompt": "for the archive", "duration": 1}}""");
            await().atMost(Duration.ofMinutes(1))
                    .failFast(() ->
                            assertThat(runner.isAlive()).as(runner.output()).isTrue())
                    .until(() -> Files.exists(runner.done().resolve("one.json.outcome.json")));
            runner.terminate();
            runner.awaitExit(60);
            assertThat(archive).as("made by %s", runner.output()).exists();
        } finally {
            delete(home);
        }
        System.exit(0);
    }

    private static Map<String, String> settings(Sandbox api, SandboxS3 s3, SandboxBroker broker) {
        Map<String, String> settings = new HashMap<>(Runner.environment(api, KEY, s3));
        settings.put("VIDU_INTAKE_JMS_ENABLED", "true");
        settings.put("VIDU_INTAKE_JMS_URL", broker.url());
        settings.put("VIDU_INTAKE_JMS_USER", KEY);
        settings.put("VIDU_INTAKE_JMS_PASSWORD", KEY);
        settings.put("VIDU_INTAKE_KAFKA_ENABLED", "true");
        settings.put("VIDU_INTAKE_KAFKA_BROKERS", NOWHERE);
        settings.put("VIDU_INTAKE_SQS_ENABLED", "true");
        settings.put("VIDU_INTAKE_SQS_QUEUE_URL", "http://" + NOWHERE + "/000000000000/requests");
        settings.put("VIDU_INTAKE_SQS_ACCESS_KEY", KEY);
        settings.put("VIDU_INTAKE_SQS_SECRET_KEY", KEY);
        return settings;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(each);
            }
        }
    }
}
