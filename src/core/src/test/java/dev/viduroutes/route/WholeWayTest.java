package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Video;
import dev.viduroutes.sandbox.Ledger;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request all the way to its video. */
class WholeWayTest extends GatewayTest {

    @Test
    void aDroppedFileBecomesAVideoInTheBucket() throws Exception {
        String document = """
                {"request_id": "harbour-7", "metadata": {"project": "harbour"},
                 "input": {"mode": "text-to-video", "prompt": "whole way", "duration": 3}}""";
        drop("shot.json", document);

        JsonNode report = awaitDone("shot.json");

        JsonNode video = report.path("videos").path(0);
        assertThat(report.path("request_id").asText()).isEqualTo("harbour-7");
        assertThat(report.path("state").asText()).isEqualTo("STORED");
        assertThat(report.path("billed_seconds").asInt()).isEqualTo(3);
        assertThat(report.path("metadata").path("project").asText()).isEqualTo("harbour");
        assertThat(video.path("key").asText()).matches("videos/\\d{4}-\\d\\d-\\d\\d/harbour-7/1\\.mp4");
        var stored = object(video.path("key").asText());
        Ledger.Result made = ledger().tasksFor("whole way").get(0).results().get(0);
        assertThat(stored.asByteArray()).hasSize(made.bytes().intValue());
        assertThat(video.path("sha256").asText()).isEqualTo(made.sha256());
        assertThat(stored.response().contentType()).isEqualTo("video/mp4");
        assertThat(Files.readString(done().resolve("shot.json"))).isEqualTo(document);
        assertThat(names(inbox())).isEmpty();
        assertThat(names(deadLetters())).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void theManifestLiesBesideTheVideos() throws Exception {
        Outcome outcome = generate(request("manifest sandbox:two-results"));

        String folder = outcome.videos().get(0).key().replace("1.mp4", "");
        JsonNode manifest =
                new ObjectMapper().readTree(object(folder + "manifest.json").asByteArray());
        assertThat(outcome.videos()).extracting(Video::key).containsExactly(folder + "1.mp4", folder + "2.mp4");
        assertThat(manifest.path("videos")).hasSize(2);
        assertThat(manifest.path("state").asText()).isEqualTo("STORED");
        assertThat(manifest.path("request_id").asText()).isEqualTo(outcome.requestId());
    }

    @Test
    void aMapIsARequestDocumentToo() {
        Outcome outcome = generate(
                Map.of("input", Map.of("mode", "text-to-video", "prompt", "from a map: größer ✓", "duration", 1)));

        assertThat(outcome.isStored()).isTrue();
        assertThat(ledger().lastRequest("from a map")).contains("größer ✓").contains("\"request_type\":\"async\"");
    }

    @Test
    void theKeyGoesToTheApiAndNowhereElse() {
        generate(request("headers"));

        assertThat(ledger().headersSeen().get("generateTask")).contains("authorization", "content-type");
        assertThat(ledger().resultCallsWithAuthorization()).isZero();
        assertThat(ledger().headersSeen().get("result")).doesNotContain("authorization", "cookie");
    }
}
