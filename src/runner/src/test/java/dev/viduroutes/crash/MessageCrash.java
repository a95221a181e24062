package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.crash.Traffic.Kind;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Like {@link CrashIT}, with requests from a broker, which survives. At the end each message has been answered, always in
 * the same words, and none was billed twice.
 */
final class MessageCrash {

    private static final String KEY = "key-of-the-crash-test";
    private static final int HALTED = 137;
    /** Where the process halts, and the kind of request that gets there on its first way through the house. */
    private static final List<Map.Entry<String, Kind>> POINTS = List.of(
            Map.entry("NEW>RECEIVED", Kind.GOOD),
            Map.entry("RECEIVED>SUBMITTING", Kind.GOOD),
            Map.entry("ANSWERED", Kind.GOOD),
            Map.entry("SUBMITTING>RUNNING", Kind.GOOD),
            Map.entry("RUNNING>SUCCEEDED", Kind.GOOD),
            Map.entry("RUNNING>FAILED", Kind.REFUSED),
            Map.entry("SUCCEEDED>STORED", Kind.GOOD),
            Map.entry("BURIED", Kind.REFUSED),
            Map.entry("REPORTED", Kind.GOOD));
    /** Of so many kills one comes at a random time, and the others at a point. */
    private static final int CYCLE = 3;

    private final Path home;
    private final Path storage;
    private final MessageTraffic messages;
    private final long seed = Long.getLong("vidu.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int requests;
    private final int kills;
    private final Map<String, Integer> died = new TreeMap<>();
    private Traffic traffic;
    private int sent;
    private Sandbox sandbox;
    private SandboxS3 s3;

    /**
     * @param home where the processes find each other's work
     * @param storage of the S3 server
     * @param requests unless {@code -Dvidu.crash.requests} says otherwise
     * @param kills unless {@code -Dvidu.crash.kills} says otherwise
     */
    MessageCrash(Path home, Path storage, MessageTraffic messages, int requests, int kills) {
        this.home = home;
        this.storage = storage;
        this.messages = messages;
        this.requests = Integer.getInteger("vidu.crash.requests", requests);
        this.kills = Integer.getInteger("vidu.crash.kills", kills);
    }

    void noMessageIsLostOrPaidTwiceHoweverOftenTheProcessDies() throws Exception {
        System.out.println("vidu.crash.seed=" + seed);
        traffic = new Traffic(random, Files.createDirectories(home.resolve("made")));
        try (Sandbox api = Sandbox.builder()
                        .apiKey(KEY)
                        .timeScale(200)
                        .taskDuration(Duration.ofSeconds(60), 0.3)
                        .limits(100_000, Duration.ofSeconds(60), 10)
                        .start();
                SandboxS3 objects = SandboxS3.start(storage.resolve("s3"), "crash-videos", 0, KEY, KEY)) {
            sandbox = api;
            s3 = objects;
            killAgainAndAgain();
            finish();
            System.out.println("kills " + died + "\nendings " + endings(messages.replies()));
            for (Traffic.Sent request : traffic.sent()) {
                assertOneOutcomeAndOneBill(request, messages.replies().getOrDefault(request.file(), List.of()));
            }
            assertThat(sandbox.ledger().largestConcurrentTasks()).isLessThanOrEqualTo(10);
        }
    }

    private void killAgainAndAgain() throws Exception {
        int halts = 0;
        for (int kill = 1; kill <= kills; kill++) {
            if (kill % CYCLE == 0) {
                sendUntil(requests * kill / kills);
                killAtRandom();
            } else {
                Map.Entry<String, Kind> point = POINTS.get(halts++ % POINTS.size());
                traffic.drop(point.getValue());
                sendUntil(requests * kill / kills);
                haltAt(point.getKey());
            }
        }
    }

    private void haltAt(String point) throws Exception {
        try (RunnerProcess runner = start("-Dhalt.at=" + point, "-Dhalt.count=1")) {
            assertThat(runner.waitFor(Duration.ofMinutes(2)))
                    .as("gets to %s", point)
                    .isTrue();
            assertThat(runner.exitCode()).as("%s: %s", point, runner.output()).isEqualTo(HALTED);
        }
        died.merge(point, 1, Integer::sum);
    }

    private void killAtRandom() throws Exception {
        try (RunnerProcess runner = start()) {
            await().until(() -> runner.output().contains("started:"));
            assertThat(runner.waitFor(Duration.ofMillis(random.nextInt(2_000)))).isFalse();
        }
        died.merge("random", 1, Integer::sum);
    }

    /** The same requests as files have them. */
    private void sendUntil(int count) throws Exception {
        traffic.dropUntil(count);
        for (Traffic.Sent request : traffic.sent().subList(sent, traffic.sent().size())) {
            messages.send(request.file(), Files.readString(home.resolve("made").resolve(request.file())));
        }
        sent = traffic.sent().size();
    }

    private void finish() throws Exception {
        try (RunnerProcess runner = start()) {
            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofMillis(200))
                    .until(messages::isDrained);
            assertThat(runner.isAlive()).isTrue();
        }
    }

    private void assertOneOutcomeAndOneBill(Traffic.Sent request, List<JsonNode> replies) {
        assertThat(new HashSet<>(replies)).as("replies to %s", request).hasSize(1);
        assertThat(ending(replies.get(0))).as(request.toString()).isIn(request.endings());
        List<Ledger.Task> tasks = sandbox.ledger().tasksFor(request.prompt());
        assertThat(tasks.stream().mapToInt(Ledger.Task::billedSeconds).sum())
                .as("%s is billed once: %s", request, tasks)
                .isLessThanOrEqualTo(1);
        assertThat(tasks).as("tasks of %s", request).hasSizeLessThanOrEqualTo(request.tasks());
    }

    private static Map<String, Integer> endings(Map<String, List<JsonNode>> replies) {
        Map<String, Integer> endings = new TreeMap<>();
        replies.values().forEach(told -> {
            endings.merge(ending(told.get(0)), 1, Integer::sum);
            endings.merge("told again", told.size() - 1, Integer::sum);
        });
        return endings;
    }

    private static String ending(JsonNode outcome) {
        return outcome.path("failure").path("code").asText(outcome.path("state").asText());
    }

    private RunnerProcess start(String... faults) throws IOException {
        Map<String, String> environment = new HashMap<>(RunnerProcess.environment(sandbox, KEY, s3));
        environment.putAll(messages.environment());
        return RunnerProcess.start(home, Files.createTempFile(home, "runner", ".log"), environment, faults);
    }
}
