package dev.viduroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/**
 * A request that was admitted: its document satisfies the contract.
 *
 * @param id the idempotency key, safe in file names and object keys
 * @param source where it came from
 * @param body what is sent to the API, nothing of ours in it
 * @param metadata copied to the outcome and to the stored objects
 * @param model the API's model id
 * @param mode {@code input.mode}
 * @param receivedAt when it was admitted
 */
public record Request(
        String id,
        Source source,
        JsonNode body,
        Map<String, String> metadata,
        String model,
        String mode,
        Instant receivedAt) {

    public Request {
        metadata = Map.copyOf(metadata);
    }

    /** @return SHA-256 of what is asked of the API: tells a repetition from another request under the same id */
    public String fingerprint() {
        return Digests.sha256(model + "\n" + body);
    }

    /** @return the same request, admitted at another time: when it was admitted first */
    public Request receivedAt(Instant first) {
        return new Request(id, source, body, metadata, model, mode, first);
    }

    /** @return the seconds of video that were asked for, which the API bills; zero if the document leaves it open */
    public int seconds() {
        return body.path("input").path("duration").asInt(0);
    }
}
