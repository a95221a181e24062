package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.crash.Traffic.Kind;
import dev.viduroutes.sandbox.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Like {@link CrashIT}, with requests from a broker, which survives. At the end each message has been answered, always in
 * the same words, and none was billed twice.
 */
final class MessageCrash {

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
    private final int requests;
    private final int kills;
    private Traffic traffic;
    private int sent;
    private CrashScene scene;

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
        try (CrashScene opened = new CrashScene(home, storage.resolve("s3"), 10)) {
            scene = opened;
            scene.set(messages.environment());
            traffic = new Traffic(scene.random(), Files.createDirectories(home.resolve("made")));
            killAgainAndAgain();
            finish();
            System.out.println("kills " + scene.deaths() + "\nendings " + endings(messages.replies()));
            for (Traffic.Sent request : traffic.sent()) {
                assertOneOutcomeAndOneBill(request, messages.replies().getOrDefault(request.file(), List.of()));
            }
            scene.assertStatement(this::isOf);
            assertThat(scene.sandbox().ledger().largestConcurrentTasks()).isLessThanOrEqualTo(10);
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
                scene.haltAt(point.getKey(), 1);
            }
        }
    }

    private void killAtRandom() throws Exception {
        try (RunnerProcess runner = scene.start()) {
            await().until(() -> runner.output().contains("started:"));
            assertThat(runner.waitFor(Duration.ofMillis(scene.random().nextInt(2_000))))
                    .isFalse();
        }
        scene.died("random");
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
        try (RunnerProcess runner = scene.start()) {
            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofMillis(200))
                    .until(messages::isDrained);
            assertThat(runner.isAlive()).isTrue();
        }
    }

    private void assertOneOutcomeAndOneBill(Traffic.Sent request, List<JsonNode> replies) {
        assertThat(new HashSet<>(replies)).as("replies to %s", request).hasSize(1);
        assertThat(ending(replies.get(0))).as(request.toString()).isIn(request.endings());
        List<Ledger.Task> tasks = scene.sandbox().ledger().tasksFor(request.prompt());
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

    private boolean isOf(String prompt, String requestId) {
        String file = "request-" + prompt.substring(1, prompt.indexOf(']')) + ".json";
        try {
            return messages.replies()
                    .get(file)
                    .get(0)
                    .path("request_id")
                    .asText()
                    .equals(requestId);
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
