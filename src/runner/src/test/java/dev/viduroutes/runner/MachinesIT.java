package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runner on machines that speak other languages, write other files, and keep programs out of their folders. */
class MachinesIT {

    private static final String KEY = "key-of-the-machines-test";
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path NEWEST_JAVA = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64/bin/java");

    @TempDir
    private static Path objects;

    private static Sandbox sandbox;
    private static SandboxS3 s3;

    @TempDir
    private Path home;

    @BeforeAll
    static void startSandbox() {
        sandbox = Sandbox.builder().apiKey(KEY).timeScale(100).start();
        s3 = SandboxS3.start(objects, "machines-videos", 0, KEY, KEY);
    }

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
        s3.close();
    }

    /** A runner that takes a request to its video, and a document that is none to the dead letters, twice. */
    private String wholeWay(Path java, Map<String, String> more, String... options) throws Exception {
        Map<String, String> environment = new HashMap<>(Runner.environment(sandbox, KEY, s3));
        environment.putAll(more);
        List<String> all = new ArrayList<>(ClassArchive.options());
        all.addAll(List.of(options));
        try (Runner runner = Runner.start(java, home, environment, all)) {
            runner.drop("good.json", """
                    {"input": {"mode": "text-to-video", "prompt": "on another machine", "duration": 1}}""");
            awaitFile(runner, "done/good.json.outcome.json");
            for (String document : List.of("the first", "the second")) {
                int deadLetters = deadLetters(runner).size();
                runner.drop("bad.json", document);
                await().until(() -> deadLetters(runner).size() == deadLetters + 2);
            }
            assertThat(content("done/good.json.outcome.json")).contains("\"STORED\"");
            assertThat(content("dead-letter/bad.json.reason.json")).contains("INVALID_REQUEST");
            assertThat(deadLetters(runner))
                    .allMatch(name -> name.matches("bad\\.json(\\.reason\\.json)?(\\.2\\d{7}-\\d{6}-\\d{3})?"));
            runner.terminate();
            assertThat(runner.awaitExit(20)).isEqualTo(143);
            return runner.output();
        }
    }

    /** The finished ones. */
    private static List<String> deadLetters(Runner runner) throws IOException {
        Path box = folder(runner).resolve("dead-letter");
        if (!Files.exists(box)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(box)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    private static Path folder(Runner runner) {
        return runner.inbox().getParent();
    }

    private String content(String name) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return Files.readString(
                    files.filter(file -> file.endsWith(name)).findFirst().orElseThrow());
        }
    }

    private static void awaitFile(Runner runner, String name) {
        await().failFast("it ended", () -> !runner.isAlive())
                .until(() -> Files.exists(folder(runner).resolve(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai"})
    void aLanguageChangesNothing(String language) throws Exception {
        String[] parts = language.split("-", 3);
        List<String> java = new ArrayList<>(List.of("-Duser.language=" + parts[0], "-Duser.country=" + parts[1]));
        if (parts.length == 3) {
            java.add("-Duser.extensions=" + parts[2]);
        }
        String said = wholeWay(JAVA, Map.of("VIDU_LIMITS_REQUESTS", "50"), java.toArray(String[]::new));

        assertThat(said).contains("requests=50/0.6s").doesNotContain("WARN");
        assertThat(said.lines().filter(line -> line.contains("ERROR")))
                .allMatch(line -> line.contains("INVALID_REQUEST"));
    }

    /** On its own file too: Camel's copy of it would have other letters, and no first key. */
    @Test
    void theOwnFileIsUtf8AndWhatOthersPutIntoTheEnvironmentSetsNothing() throws Exception {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(
                home.resolve("config/application.properties"),
                "\uFEFFvidu.home=größe\r\nvidu.limits.requests=49  \r\nvidu_s3_bucket=x\r\n",
                StandardCharsets.UTF_8);
        Map<String, String> environment = new HashMap<>();
        environment.put("VIDU_POLL_NOT_FOUND_LIMIT", "");
        environment.put("VIDU_INTAKE_JMS_ENABLED", " ");
        environment.put("VIDU_CALLBACK_PORT", "tcp://10.0.0.1:8080");
        environment.put("VIDU_CALLBACK_SERVICE_HOST", "10.0.0.1");
        environment.put("VIDU_MANAGEMENT_PORT", "tcp://10.0.0.2:9090");

        Map<String, String> all = new HashMap<>(Runner.environment(sandbox, KEY, s3));
        all.putAll(environment);
        try (Runner runner = Runner.start(home, all)) {
            await().failFast("it ended", () -> !runner.isAlive())
                    .until(() -> runner.output().contains("started:"));
            assertThat(runner.output())
                    .contains("inbox=" + home.toRealPath().resolve("größe/inbox"))
                    .contains("requests=49/0.6s")
                    .contains(
                            "VIDU_CALLBACK_PORT, VIDU_CALLBACK_SERVICE_HOST, VIDU_MANAGEMENT_PORT: made by Kubernetes")
                    .contains("vidu_s3_bucket is set, and no setting of this version; did you mean vidu.s3.bucket?");
        }
    }

    /** Not even root can write there. */
    @Test
    void aTemporaryFolderOfTheMachineIsNotNeeded() throws Exception {
        wholeWay(JAVA, managed(), "-Djava.io.tmpdir=/proc/no-such-folder");
    }

    @Test
    void theNewestJavaHasNothingToWarnOf() throws Exception {
        assertThat(NEWEST_JAVA).exists();
        assertThat(wholeWay(NEWEST_JAVA, managed())).doesNotContain("WARNING").doesNotContain("WARN ");
    }

    /** Callbacks and metrics have a server that wants a folder of its own. */
    private static Map<String, String> managed() {
        return Map.of(
                "VIDU_MANAGEMENT_PORT",
                Integer.toString(20_000 + (int) (ProcessHandle.current().pid() % 20_000)));
    }
}
