package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the POST to the file: states, times, signed URLs. */
class TaskLifeTest {

    private final SettableNanos nanos = new SettableNanos();
    private final Sandbox sandbox = Sandbox.builder()
            .taskDuration(Duration.ofSeconds(100), 0)
            .resultLife(Duration.ofHours(24))
            .nanoTime(nanos)
            .start();
    private final Caller caller = new Caller(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aTaskIsPendingForATenthOfItsTimeThenProcessingThenDone() {
        String id = caller.accepted("a fox");
        assertThat(state(id)).isEqualTo("pending");
        nanos.advance(Duration.ofSeconds(9));
        assertThat(state(id)).isEqualTo("pending");
        nanos.advance(Duration.ofSeconds(2));
        assertThat(state(id)).isEqualTo("processing");
        nanos.advance(Duration.ofSeconds(88));
        assertThat(state(id)).isEqualTo("processing");
        nanos.advance(Duration.ofSeconds(1));
        assertThat(state(id)).isEqualTo("success");
    }

    @Test
    void timesAndResultAppearWithTheEndAndNotBefore() {
        String id = caller.accepted("a fox");
        assertThat(data(id).fieldNames()).toIterable().containsExactlyInAnyOrder("taskId", "state", "createTime");
        nanos.advance(Duration.ofSeconds(100));
        JsonNode data = data(id);
        assertThat(data.get("costTime").asLong()).isEqualTo(100_000);
        assertThat(data.get("completeTime").asLong() - data.get("createTime").asLong())
                .isEqualTo(100_000);
        assertThat(data.get("resultJson").isTextual()).isTrue();
        assertThat(data.has("failCode")).isFalse();
    }

    @Test
    void aFailedTaskSaysWhyAndHasNoResult() {
        String id = caller.accepted("a fox sandbox:fail=CONTENT_VIOLATION");
        nanos.advance(Duration.ofSeconds(100));
        JsonNode data = data(id);
        assertThat(data.get("state").asText()).isEqualTo("failed");
        assertThat(data.get("failCode").asText()).isEqualTo("CONTENT_VIOLATION");
        assertThat(data.get("failMsg").asText()).isNotBlank();
        assertThat(data.has("completeTime")).isTrue();
        assertThat(data.has("resultJson")).isFalse();
    }

    @Test
    void tasksThatAreFinishedHaveSucceededAtOnceWhateverWasPlanned() {
        List<String> finished = List.of(
                caller.accepted("a fox"),
                caller.accepted("a fox sandbox:never"),
                caller.accepted("a fox sandbox:fail=NSFW"));
        String other = caller.accepted("a hare");
        nanos.advance(Duration.ofSeconds(20));

        assertThat(sandbox.finish("fox")).isEqualTo(3);
        assertThat(sandbox.finish("fox")).isZero();

        for (String id : finished) {
            assertThat(state(id)).isEqualTo("success");
            assertThat(data(id).get("costTime").asLong()).isEqualTo(20_000);
            assertThat(caller.download(Caller.urls(data(id)).get(0)).statusCode())
                    .isEqualTo(200);
        }
        assertThat(state(other)).isEqualTo("processing");
        nanos.advance(Duration.ofSeconds(100));
        assertThat(sandbox.ledger().tasks())
                .allMatch(task -> task.billedSeconds() == 4 && task.state().equals("success"));
    }

    @Test
    void aTaskThatHasEndedIsNotFinishedAgain() {
        String failed = caller.accepted("a fox sandbox:fail=NSFW");
        nanos.advance(Duration.ofSeconds(100));

        assertThat(sandbox.finish("fox")).isZero();
        assertThat(state(failed)).isEqualTo("failed");
    }

    @Test
    void theFileIsServedWithItsLengthAndTypeAndNeedsNoKey() throws Exception {
        HttpResponse<byte[]> file = caller.download(firstUrl("a fox"));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(file.body().length);
        assertThat(new String(file.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        Ledger.Result noted =
                sandbox.ledger().tasksFor("a fox").get(0).results().get(0);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.body()));
        assertThat(noted).isEqualTo(new Ledger.Result(0, (long) file.body().length, sha256, 1));
    }

    @Test
    void headTellsTheLengthWithoutTheFileAndIsNoDownload() {
        String url = firstUrl("a fox");
        HttpRequest head = HttpRequest.newBuilder(URI.create(url))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = caller.send(head);
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(caller.download(url).body().length);
        assertThat(sandbox.ledger().tasks().get(0).results().get(0).downloads()).isEqualTo(1);
    }

    @Test
    void everyStatusAnswerSignsAnew() {
        String id = caller.accepted("a fox");
        nanos.advance(Duration.ofSeconds(100));
        String first = Caller.urls(data(id)).get(0);
        nanos.advance(Duration.ofSeconds(5));
        assertThat(Caller.urls(data(id)).get(0)).isNotEqualTo(first);
    }

    @Test
    void aResultUrlExpiresAndAFreshOneWorks() {
        String id = caller.accepted("a fox");
        nanos.advance(Duration.ofSeconds(100));
        String url = Caller.urls(data(id)).get(0);
        nanos.advance(Duration.ofHours(24).minusMillis(5));
        assertThat(caller.download(url).statusCode()).isEqualTo(200);
        nanos.advance(Duration.ofMillis(10));
        HttpResponse<byte[]> expired = caller.download(url);
        assertThat(expired.statusCode()).isEqualTo(403);
        assertThat(new String(expired.body(), StandardCharsets.UTF_8)).contains("<Error>", "expired");
        assertThat(caller.download(Caller.urls(data(id)).get(0)).statusCode()).isEqualTo(200);
    }

    @Test
    void aForgedUrlIsRefused() {
        String url = firstUrl("a fox");
        for (String forged : List.of(
                url.replace("expires=", "expires=9"),
                url.replaceAll("/0\\.mp4", "/1.mp4"),
                url.replaceAll("&signature=.*", ""),
                url.replaceAll("\\?.*", ""))) {
            assertThat(caller.download(forged).statusCode()).as(forged).isEqualTo(403);
        }
    }

    @Test
    void noTwoTasksHaveTheSameVideoAndEachKeepsItsOwn() {
        String first = firstUrl("the same");
        byte[] video = caller.download(first).body();
        assertThat(caller.download(firstUrl("the same")).body()).isNotEqualTo(video);
        assertThat(caller.download(first).body()).isEqualTo(video);
    }

    @Test
    void anUnreachableImageFailsTheTask() {
        String id = Caller.taskId(caller.post(
                "/api/v1/generateTask/vidu-q3",
                "{\"input\":{\"mode\":\"image-to-video\",\"image_urls\":[\"https://images.invalid/a.png\"]}}"));
        nanos.advance(Duration.ofSeconds(100));
        assertThat(data(id).get("failCode").asText()).isEqualTo("INVALID_IMAGE_URL");
    }

    @Test
    void underATimeScaleTheSameTaskTakesLessRealTime() {
        try (Sandbox fast = Sandbox.builder()
                .taskDuration(Duration.ofSeconds(90), 0)
                .timeScale(900)
                .start()) {
            Caller other = new Caller(fast);
            String id = other.accepted("a fox");
            await().until(() -> fast.ledger().tasks().get(0).state().equals("success"));
            assertThat(Caller.body(other.status(id)).at("/data/costTime").asLong())
                    .isEqualTo(100);
        }
    }

    private String firstUrl(String prompt) {
        String id = caller.accepted(prompt);
        nanos.advance(Duration.ofSeconds(100));
        return Caller.urls(data(id)).get(0);
    }

    private String state(String id) {
        return data(id).get("state").asText();
    }

    private JsonNode data(String id) {
        return Caller.body(caller.status(id)).get("data");
    }
}
