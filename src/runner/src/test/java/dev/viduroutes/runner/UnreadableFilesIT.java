package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the gateway may not read, as a server of file transfers drops them; root may, so another user runs it then. */
class UnreadableFilesIT {

    private static final String KEY = "key-of-the-unreadable-test";
    private static final int USER = 12345;
    private static final int UNREADABLE = 10;

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    @Test
    void tenUnreadableFilesStayHoldUpNobodyAndAreTakenOnceTheyCanBeRead() throws Exception {
        try (Sandbox sandbox = Sandbox.builder()
                        .apiKey(KEY)
                        .timeScale(100)
                        .limits(100_000, Duration.ofSeconds(60), UNREADABLE)
                        .start();
                SandboxS3 s3 = SandboxS3.start(objects, "unreadable-videos", 0, KEY, KEY)) {
            Path inbox = Files.createDirectories(home.resolve("work/inbox"));
            for (int i = 0; i < UNREADABLE; i++) {
                drop(inbox, "closed-" + i + ".json", "---------");
            }
            drop(inbox, "open-1.json", "rw-r--r--");
            drop(inbox, "open-2.json", "rw-r--r--");
            try (Runner runner = startAsAnother(Runner.environment(sandbox, KEY, s3))) {
                await().until(() -> count("done", "open-.*outcome.json") == 2);

                assertThat(count("inbox", "closed-.*")).isEqualTo(UNREADABLE);
                assertThat(count("dead-letter", ".*")).isZero();
                assertThat(lines(runner, "can't be read: AccessDeniedException"))
                        .hasSize(UNREADABLE);
                for (int i = 0; i < UNREADABLE; i++) {
                    permit(inbox.resolve("closed-" + i + ".json"), "rw-r--r--");
                }
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> count("done", "closed-.*outcome.json") == UNREADABLE);

                assertThat(count("dead-letter", ".*")).isZero();
                assertThat(lines(runner, "can be read again")).hasSize(UNREADABLE);
                assertThat(lines(runner, " ERROR ")).isEmpty();
            }
            assertThat(sandbox.ledger().submits()).hasSize(UNREADABLE + 2);
        }
    }

    @Test
    void aSecretThatCantBeReadStopsTheStart() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().apiKey(KEY).start();
                SandboxS3 s3 = SandboxS3.start(objects, "unreadable-videos", 0, KEY, KEY)) {
            Files.createDirectories(home.resolve("work/inbox"));
            Path secret = Files.writeString(home.resolve("secret"), KEY);
            permit(secret, "---------");
            Map<String, String> environment = new HashMap<>(Runner.environment(sandbox, KEY, s3));
            environment.remove("VIDU_API_KEY");
            environment.put("VIDU_API_KEY_FILE", secret.toString());
            try (Runner runner = startAsAnother(environment)) {
                assertThat(runner.awaitExit(60)).isEqualTo(2);

                assertThat(runner.output())
                        .contains("vidu.api.key-file is " + secret + "; this process may not read it; it must be ");
            }
        }
    }

    private static List<String> lines(Runner runner, String with) throws IOException {
        return runner.output().lines().filter(line -> line.contains(with)).toList();
    }

    private static void drop(Path inbox, String name, String permissions) throws IOException {
        Path part = Files.writeString(inbox.resolve(name + ".part"), """
                {"input": {"mode": "text-to-video", "prompt": "%s sandbox:fast", "duration": 1}}""".formatted(name));
        permit(part, permissions);
        Files.move(part, inbox.resolve(name));
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private long count(String folder, String pattern) throws IOException {
        Path place = home.resolve("work").resolve(folder);
        if (!Files.isDirectory(place)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .count();
        }
    }

    /** The folders are that user's; the files are not. */
    private Runner startAsAnother(Map<String, String> environment) throws Exception {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Runner.startUnder(List.of(), home, environment, System.getProperty("vidu.test.runner"));
        }
        Path jar = Files.copy(Path.of(System.getProperty("vidu.test.runner")), home.resolve("runner.jar"));
        permit(jar, "r--r--r--");
        permit(home, "rwxr-xr-x");
        for (Path folder : List.of(home, home.resolve("work"), home.resolve("work/inbox"))) {
            Files.setAttribute(folder, "unix:uid", USER);
        }
        List<String> asAnother = new ArrayList<>(List.of("setpriv", "--clear-groups"));
        asAnother.addAll(List.of("--reuid=" + USER, "--regid=" + USER));
        return Runner.startUnder(
                asAnother, home, new HashMap<>(environment), jar.toString(), "-Djava.io.tmpdir=" + home);
    }
}
