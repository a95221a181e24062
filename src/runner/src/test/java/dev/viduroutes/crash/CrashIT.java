package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.crash.Traffic.Kind;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed again and again, at random times and right after every kind of step, while requests come in. At
 * the end the sandbox's ledger, the bucket and the folders are compared: each request has one outcome, and none was
 * billed twice. {@code -Dvidu.crash.requests=1000 -Dvidu.crash.kills=200} makes it long, {@code -Dvidu.crash.seed} repeats one.
 */
class CrashIT {

    /** Where the process halts, and the kind of request that gets there on its first way through the house. */
    private static final List<Map.Entry<String, Kind>> POINTS = List.of(
            Map.entry("NEW>RECEIVED", Kind.GOOD),
            Map.entry("RECEIVED>SUBMITTING", Kind.GOOD),
            Map.entry("ANSWERED", Kind.GOOD),
            Map.entry("SUBMITTING>RUNNING", Kind.GOOD),
            Map.entry("SUBMITTING>RECEIVED", Kind.BUSY),
            Map.entry("SUBMITTING>FAILED", Kind.INVALID),
            Map.entry("SUBMITTING>UNCERTAIN", Kind.UNANSWERED),
            Map.entry("UNCERTAIN>FAILED", Kind.UNANSWERED),
            Map.entry("RUNNING>RECEIVED", Kind.FLAKY),
            Map.entry("RUNNING>FAILED", Kind.REFUSED),
            Map.entry("RUNNING>SUCCEEDED", Kind.GOOD),
            Map.entry("SUCCEEDED>RUNNING", Kind.EXPIRED),
            Map.entry("SUCCEEDED>FAILED", Kind.BROKEN),
            Map.entry("SUCCEEDED>STORED", Kind.GOOD),
            Map.entry("BURIED", Kind.REFUSED),
            Map.entry("REPORTED", Kind.GOOD));
    /** Of so many kills one comes at a random time, and the others at a point. */
    private static final int CYCLE = 5;

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private final int requests = Integer.getInteger("vidu.crash.requests", 60);
    private final int kills = Integer.getInteger("vidu.crash.kills", POINTS.size() * CYCLE / (CYCLE - 1));
    private Traffic traffic;
    private CrashScene scene;

    @Test
    void noRequestIsLostOrPaidTwiceHoweverOftenTheProcessDies() throws Exception {
        try (CrashScene opened = new CrashScene(home, objects, 10)) {
            scene = opened;
            traffic = new Traffic(scene.random(), Files.createDirectories(inbox()));
            killAgainAndAgain();
            finish();
            System.out.println("kills " + scene.deaths() + "\nendings " + endings());
            traffic.sent().forEach(this::assertOneOutcomeAndOneBill);
            scene.assertStatement(Traffic::isOf);
            assertThat(scene.sandbox().ledger().largestConcurrentTasks()).isLessThanOrEqualTo(10);
            assertEveryPointWasHit();
        }
    }

    private void assertEveryPointWasHit() {
        int each = kills * (CYCLE - 1) / CYCLE / POINTS.size();
        assertThat(POINTS)
                .allSatisfy(point -> assertThat(scene.deaths().getOrDefault(point.getKey(), 0))
                        .as("kills at %s", point.getKey())
                        .isGreaterThanOrEqualTo(each));
    }

    private void killAgainAndAgain() throws Exception {
        int halts = 0;
        for (int kill = 1; kill <= kills; kill++) {
            if (kill % CYCLE == 0) {
                killAtRandom(requests * kill / kills);
            } else {
                haltAt(POINTS.get(halts++ % POINTS.size()), requests * kill / kills);
            }
        }
    }

    /** It ends by itself, since there is something new that gets there, and nothing else stops it. */
    private void haltAt(Map.Entry<String, Kind> point, int due) throws Exception {
        int count = 1 + scene.random().nextInt(2);
        for (int i = 0; i < count; i++) {
            traffic.drop(point.getValue());
        }
        traffic.dropUntil(due);
        scene.haltAt(point.getKey(), count);
    }

    private void killAtRandom(int due) throws Exception {
        traffic.dropUntil(due);
        try (RunnerProcess runner = scene.start()) {
            assertThat(runner.waitFor(Duration.ofMillis(1_500 + scene.random().nextInt(2_000))))
                    .isFalse();
        }
        scene.died("random");
    }

    private void finish() throws Exception {
        try (RunnerProcess runner = scene.start()) {
            assertThat(runner.isAlive()).isTrue();
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
        List<Ledger.Task> tasks = scene.sandbox().ledger().tasksFor(request.prompt());
        assertThat(tasks.stream().mapToInt(Ledger.Task::billedSeconds).sum())
                .as("%s is billed once: %s", request, tasks)
                .isLessThanOrEqualTo(1);
        assertThat(tasks).as("tasks of %s", request).hasSizeLessThanOrEqualTo(request.tasks());
        if (Files.exists(report)) {
            assertStored(outcome, tasks.get(tasks.size() - 1));
        }
    }

    private void assertStored(JsonNode outcome, Ledger.Task task) {
        JsonNode video = outcome.path("videos").path(0);
        String stored = sha256(
                objects.resolve(scene.s3().bucket()).resolve(video.path("key").asText()));
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

    private Path inbox() {
        return scene.work("inbox");
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("urgent"))
                    .sorted()
                    .toList();
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
