package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers that spoil the answer to the POST. What matters most: whether the task was accepted, and so paid. */
class SubmitFaultsTest {

    private static final String PATH = "/api/v1/generateTask/vidu-q3";

    private final Sandbox sandbox = Sandbox.builder().timeScale(1_000).start();
    private final Caller caller = new Caller(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 429, 500, 503})
    void aStatusOfTheApiComesInItsEnvelopeAndAcceptsNothing(int status) {
        HttpResponse<String> answer = caller.submit("sandbox:submit=" + status);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Caller.body(answer).get("code").asInt()).isEqualTo(status);
        assertAccepted(0);
    }

    @ParameterizedTest
    @CsvSource({
        "403-ip,Forbidden,IP address 203.0.113.7 is not in the allow-list of this API key",
        "403-key,Forbidden,the API key lacks permission",
        "403-content,Forbidden,content violates policy",
        "400-CreationPolicyViolation,invalid parameters,CreationPolicyViolation",
        "503-ModelUnavailable,temporarily unavailable,ModelUnavailable"
    })
    void aStatusOfTheApiMaySayWhy(String value, String message, String error) {
        HttpResponse<String> answer = caller.submit("sandbox:submit=" + value);

        assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(value.substring(0, 3)));
        assertThat(Caller.body(answer).get("message").asText()).isEqualTo(message);
        assertThat(Caller.body(answer).at("/data/error").asText()).isEqualTo(error);
        assertAccepted(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 502, 504, 520, 521, 522, 523, 524, 525, 526, 527})
    void aStatusOfAProxyComesAsHtmlAndTheTaskWasAccepted(int status) {
        assertHtml(caller.submit("sandbox:submit=" + status), status);
        assertAccepted(1);
    }

    @Test
    void anHtmlRefusalAcceptsNothing() {
        assertHtml(caller.submit("sandbox:submit-html=503"), 503);
        assertAccepted(0);
    }

    @Test
    void aDisguisedRefusalIs200WithAnotherCodeAndAcceptsNothing() {
        HttpResponse<String> answer = caller.submit("sandbox:envelope=402");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Caller.body(answer).get("code").asInt()).isEqualTo(402);
        assertAccepted(0);
    }

    @Test
    void aLostAnswerClosesTheConnectionOfAnAcceptedTask() {
        assertThatThrownBy(() -> caller.submit("sandbox:lost")).isInstanceOf(UncheckedIOException.class);
        assertAccepted(1);
        assertThat(sandbox.ledger().calls().get("generateTask").byStatus()).containsEntry(0, 1);
    }

    @Test
    void aHangingAnswerNeverComesAndBlocksNobodyElse() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> caller.send(caller.request(PATH)
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofMillis(200))
                            .POST(BodyPublishers.ofString(Caller.text("sandbox:hang")))
                            .build()))
                    .hasCauseInstanceOf(HttpTimeoutException.class);
        }
        assertThat(sandbox.ledger().tasks()).hasSize(3);
        assertThat(caller.submit("a fox").statusCode()).isEqualTo(200);
    }

    @Test
    void anAcceptedTaskMayBeAnsweredWithAPage() {
        assertHtml(caller.submit("sandbox:html"), 200);
        assertAccepted(1);
    }

    @Test
    void anAcceptedTaskMayBeAnsweredWithBrokenJson() {
        HttpResponse<String> answer = caller.submit("sandbox:garbage");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> Caller.body(answer)).hasCauseInstanceOf(JsonProcessingException.class);
        assertAccepted(1);
    }

    @Test
    void anAcceptedTaskMayBeAnsweredWithoutItsId() {
        HttpResponse<String> answer = caller.submit("sandbox:no-task-id");
        assertThat(Caller.body(answer).get("code").asInt()).isEqualTo(200);
        assertThat(Caller.body(answer).at("/data/taskId").isMissingNode()).isTrue();
        assertAccepted(1);
    }

    @Test
    void anAcceptedTaskMayBeAnsweredWith64Mebibytes() {
        HttpResponse<String> answer = caller.submit("sandbox:huge-answer");
        assertThat(answer.body()).hasSizeGreaterThan(64 << 20).endsWith("\"}}");
        assertThat(answer.body()
                        .substring(answer.body().length() - 60)
                        .contains(sandbox.ledger().tasks().get(0).taskId()))
                .isTrue();
        assertAccepted(1);
    }

    @Test
    void aCountedFaultStrikesTheFirstTimesOfThatVeryPromptOnly() {
        String prompt = "sandbox:submit=503x2";
        assertThat(caller.submit(prompt).statusCode()).isEqualTo(503);
        assertThat(caller.submit(prompt).statusCode()).isEqualTo(503);
        assertThat(caller.submit("another " + prompt).statusCode()).isEqualTo(503);
        assertThat(caller.submit(prompt).statusCode()).isEqualTo(200);
        assertAccepted(1);
    }

    @Test
    void severalFaultsStrikeOneAfterTheOther() {
        String prompt = "sandbox:submit=500x1 sandbox:submit=429x1, sandbox:envelope=500x1.";
        assertThat(caller.submit(prompt).statusCode()).isEqualTo(500);
        HttpResponse<String> second = caller.submit(prompt);
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValueAsLong("Retry-After")).hasValue(1);
        assertThat(Caller.body(caller.submit(prompt)).get("code").asInt()).isEqualTo(500);
        assertThat(Caller.body(caller.submit(prompt)).get("code").asInt()).isEqualTo(200);
        assertThat(sandbox.ledger().refusals429()).as("asked for, not earned").isZero();
    }

    @Test
    void aFaultOfAnAcceptedPostWaitsUntilAPostIsAccepted() {
        sandbox.setBalance(0);
        assertThat(caller.submit("sandbox:htmlx1").statusCode()).isEqualTo(402);
        sandbox.setBalance(10);
        assertHtml(caller.submit("sandbox:htmlx1"), 200);
        assertAccepted(1);
    }

    @Test
    void aRandomFaultStrikesItsShareAndTheSameSeedRepeatsIt() {
        String first = randomStatuses(7);
        assertThat(first).contains("503").contains("200");
        assertThat(first.split("503", -1).length - 1).isBetween(15, 45);
        assertThat(randomStatuses(7)).isEqualTo(first);
        assertThat(randomStatuses(8)).isNotEqualTo(first);
    }

    private static String randomStatuses(long seed) {
        try (Sandbox flaky = Sandbox.builder()
                .limits(1_000, Duration.ofSeconds(60), 1_000)
                .faultRate("submit=503", 0.3)
                .seed(seed)
                .start()) {
            Caller other = new Caller(flaky);
            StringBuilder statuses = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                statuses.append(other.submit("prompt " + i).statusCode()).append(' ');
            }
            return statuses.toString();
        }
    }

    private static void assertHtml(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(answer.body()).startsWith("<html>");
    }

    private void assertAccepted(int count) {
        assertThat(sandbox.ledger().tasks()).hasSize(count);
        assertThat(sandbox.ledger().billedSecondsTotal()).isEqualTo(4L * count);
    }
}
