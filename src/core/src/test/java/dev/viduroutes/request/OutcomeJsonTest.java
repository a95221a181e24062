package dev.viduroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.money.Prices;
import dev.viduroutes.settings.PriceSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The names that programs rely on in outcome, reason and manifest. */
class OutcomeJsonTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final ObjectMapper MAPPER = OutcomeJson.mapper();

    private final Outcomes outcomes = new Outcomes(() -> START, new Prices(new PriceSettings("USD", Map.of())));

    private static Request request() {
        JsonNode body = JsonNodeFactory.instance
                .objectNode()
                .set("input", JsonNodeFactory.instance.objectNode().put("duration", 7));
        return new Request(
                "shot-7",
                Source.ofFile("a.json", 1),
                body,
                body,
                Map.of("project", "größe"),
                "vidu-q3",
                "text-to-video",
                START,
                true,
                false,
                List.of());
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aStoredRequestTellsWhereItsVideosAre() {
        Task task = new Task(request())
                .submitting()
                .accepted("task_1", START.plusSeconds(1))
                .succeeded(List.of("https://a.b/c.mp4"), START.plusSeconds(60))
                .stored(new Video("s3://b/k", "b", "k", 9, "ab", "video/mp4"))
                .allStored(START.plusSeconds(62));

        JsonNode json = MAPPER.valueToTree(outcomes.of(task));

        assertThat(fields(json))
                .containsExactlyInAnyOrder(
                        "request_id",
                        "task_id",
                        "state",
                        "source",
                        "videos",
                        "billed_seconds",
                        "timings",
                        "attempts",
                        "metadata");
        assertThat(fields(json.at("/videos/0")))
                .containsExactlyInAnyOrder("uri", "bucket", "key", "bytes", "sha256", "content_type");
        assertThat(fields(json.path("timings")))
                .containsExactlyInAnyOrder("received_at", "accepted_at", "ended_at", "settled_at", "seconds");
        assertThat(json.at("/timings/settled_at").asText()).isEqualTo("2026-01-01T00:01:02.123Z");
        assertThat(json.at("/timings/seconds").asDouble()).isEqualTo(62);
        assertThat(json.path("state").asText()).isEqualTo("STORED");
        assertThat(json.path("billed_seconds").asInt()).isEqualTo(7);
        assertThat(json.path("attempts").asInt()).isEqualTo(1);
        assertThat(json.at("/metadata/project").asText()).isEqualTo("größe");
    }

    @Test
    void aRefusedRequestTellsWhyAndThatItCostNothing() {
        Failure failure = Failure.invalid(List.of(new Problem("input.duration", "20", "it must be 1 to 16")));

        JsonNode json = MAPPER.valueToTree(outcomes.refused(Source.ofFile("a.json", 1), failure, null, null));

        assertThat(fields(json.path("failure")))
                .containsExactlyInAnyOrder("code", "message", "class", "billing", "problems");
        assertThat(fields(json.at("/failure/problems/0"))).containsExactlyInAnyOrder("field", "found", "allowed");
        assertThat(json.at("/failure/class").asText()).isEqualTo("input");
        assertThat(json.at("/failure/billing").asText()).isEqualTo("none");
        assertThat(json.at("/failure/message").asText()).isEqualTo("input.duration is 20; it must be 1 to 16");
        assertThat(json.path("billed_seconds").asInt(-1)).isZero();
        assertThat(json.has("task_id")).isFalse();
        assertThat(json.path("replay").asText()).isNotBlank();
    }

    @Test
    void theRefusedDocumentsOwnIdIsKeptOnlyIfItIsAPossibleOne() {
        Failure failure = Failure.invalid(List.of(new Problem("x", "y", "z")));
        Source source = Source.ofFile("a.json", 1);

        JsonNode good = JsonNodeFactory.instance.objectNode().put("request_id", "mine-1");
        JsonNode bad = JsonNodeFactory.instance.objectNode().put("request_id", "../mine");

        assertThat(outcomes.refused(source, failure, good, null).requestId()).isEqualTo("mine-1");
        assertThat(outcomes.refused(source, failure, bad, null).requestId()).startsWith("a-");
    }

    private static JsonNode warnings(String model, String input) throws JsonProcessingException {
        JsonNode body = JsonNodeFactory.instance.objectNode().set("input", MAPPER.readTree(input));
        Request request = new Request(
                "shot-7",
                Source.ofFile("a.json", 1),
                body,
                body,
                Map.of(),
                model,
                "text-to-video",
                START,
                true,
                false,
                List.of());
        Task ended = new Task(request).failed(Failure.invalid(List.of(new Problem("a", "b", "c"))), START);
        return MAPPER.valueToTree(new Outcomes(() -> START, new Prices(new PriceSettings("USD", Map.of()))).of(ended))
                .path("warnings");
    }

    @Test
    void whatTheModelIgnoresIsAWarningIfTheRequestSetsIt() throws Exception {
        assertThat(warnings("vidu-q3", "{\"style\":\"anime\",\"movement\":\"auto\",\"bgm\":false,\"sound\":false}"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "input.style has no effect: vidu-q3 ignores it; leave it out",
                        "input.movement has no effect: vidu-q3 ignores it; leave it out",
                        "input.bgm has no effect: vidu-q3 ignores it; leave it out");
        assertThat(warnings("vidu-q3", "{\"sound\":true,\"prompt\":\"style movement bgm\"}")
                        .isMissingNode())
                .as("empty lists are left out")
                .isTrue();
        assertThat(warnings("vidu-q4", "{\"style\":\"anime\"}").isMissingNode()).isTrue();
    }
}
