package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import dev.viduroutes.sandbox.clip.ClipMaker;
import dev.viduroutes.sandbox.clip.ClipStudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed again and again, at random times and right after every kind of step, while requests come in. At
 * the end the sandbox's ledger, the bucket and the folders are compared: each request has one outcome, and none was
 * billed twice. {@code -Dvidu.crash.requests=1000 -Dvidu.crash.kills=200} makes it long, {@code -Dvidu.crash.seed} repeats one.
 */
class CrashIT {

    private static final String KEY = "key-of-the-crash-test";
    private static final List<String> HALTS =
            List.of("RECEIVED", "SUBMITTING", "RUNNING", "UNCERTAIN", "SUCCEEDED", "STORED", "FAILED");

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private final long seed = Long.getLong("vidu.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Traffic traffic = new Traffic(random);
    private final int requests = Integer.getInteger("vidu.crash.requests", 90);
    private final int kills = Integer.getInteger("vidu.crash.kills", 30);
    private Sandbox sandbox;
    private SandboxS3 s3;

    @Test
    void noRequestIsLostOrPaidTwiceHoweverOftenTheProcessDies() throws Exception {
        System.out.println("vidu.crash.seed=" + seed);
        Files.createDirectories(inbox());
        ClipMaker clips = oneClip(new ClipStudio());
        try (Sandbox api = sandbox(clips);
                SandboxS3 storage = SandboxS3.start(objects, "crash-videos", 0, KEY, KEY)) {
            sandbox = api;
            s3 = storage;
            Map<String, Integer> died = killAgainAndAgain();
            finish();
            System.out.println("kills " + died + ", endings " + endings());
            traffic.sent().forEach(this::assertOneOutcomeAndOneBill);
            assertThat(sandbox.ledger().largestConcurrentTasks()).isLessThanOrEqualTo(10);
        }
    }

    private Map<String, Integer> killAgainAndAgain() throws Exception {
        Map<String, Integer> died = new TreeMap<>();
        for (int kill = 0; kill < kills; kill++) {
            String halt = kill % 2 == 0 ? HALTS.get(kill / 2 % HALTS.size()) : "";
            int due = requests * (kill + 1) / kills;
            while (traffic.sent().size() < due) {
                traffic.drop(inbox());
            }
            try (RunnerProcess runner = start(halt)) {
                boolean halted = runner.waitFor(halt.isEmpty() ? 1_500 + random.nextInt(2_000) : 4_500);
                died.merge(halted ? halt : "random", 1, Integer::sum);
            }
        }
        return died;
    }

    private void finish() throws Exception {
        RunnerProcess runner = start("");
        try (runner) {
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> names(inbox()).isEmpty());
        }
    }

    private void assertOneOutcomeAndOneBill(Traffic.Sent request) {
        Path report = home.resolve("work/done/" + request.file() + ".outcome.json");
        Path reason = home.resolve("work/dead-letter/" + request.file() + ".reason.json");
        assertThat(Files.exists(report) ^ Files.exists(reason))
                .as("%s has one outcome (done %s, dead letter %s)", request, Files.exists(report), Files.exists(reason))
                .isTrue();
        JsonNode outcome = json(Files.exists(report) ? report : reason);
        assertThat(ending(outcome)).as(request.toString()).isIn(request.endings());
        List<Ledger.Task> tasks = sandbox.ledger().tasksFor(request.prompt());
        assertThat(tasks.stream().mapToInt(Ledger.Task::billedSeconds).sum())
                .as("%s is billed once: %s", request, tasks)
                .isLessThanOrEqualTo(1);
        if (!request.prompt().contains("flaky")) {
            assertThat(tasks).as("tasks of %s", request).hasSizeLessThanOrEqualTo(1);
        }
        if (Files.exists(report)) {
            assertStored(outcome, tasks.get(tasks.size() - 1));
        }
    }

    private void assertStored(JsonNode outcome, Ledger.Task task) {
        JsonNode video = outcome.path("videos").path(0);
        String stored =
                sha256(objects.resolve(s3.bucket()).resolve(video.path("key").asText()));
        assertThat(stored)
                .isEqualTo(video.path("sha256").asText())
                .isEqualTo(task.results().get(0).sha256());
    }

    private Map<String, Integer> endings() throws IOException {
        Map<String, Integer> endings = new TreeMap<>();
        for (String folder : List.of("work/done", "work/dead-letter")) {
            for (String name : names(home.resolve(folder))) {
                if (name.endsWith(".outcome.json") || name.endsWith(".reason.json")) {
                    endings.merge(ending(json(home.resolve(folder).resolve(name))), 1, Integer::sum);
                }
            }
        }
        return endings;
    }

    private static String ending(JsonNode outcome) {
        return outcome.path("failure").path("code").asText(outcome.path("state").asText());
    }

    private RunnerProcess start(String halt) throws IOException {
        return RunnerProcess.start(
                home,
                home.resolve("runner.log"),
                RunnerProcess.environment(sandbox, KEY, s3),
                "-Dhalt.at=" + halt,
                "-Dhalt.count=" + (1 + random.nextInt(3)));
    }

    private static Sandbox sandbox(ClipMaker clips) {
        return Sandbox.builder()
                .apiKey(KEY)
                .timeScale(200)
                .taskDuration(Duration.ofSeconds(60), 0.3)
                .limits(100_000, Duration.ofSeconds(60), 10)
                .clips(clips)
                .start();
    }

    /** Every video is the same clip: drawing each would cost more than the test itself. */
    private static ClipMaker oneClip(ClipMaker studio) {
        byte[] clip = studio.render(new ClipMaker.Clip("text-to-video", "crash", List.of(), 1, "540p", "1:1"));
        return any -> clip;
    }

    private Path inbox() {
        return home.resolve("work/inbox");
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new AssertionError(file + " is not JSON", unreadable);
        }
    }

    private static String sha256(Path file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (Exception unreadable) {
            throw new AssertionError(file + " can't be read", unreadable);
        }
    }
}
