package dev.viduroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.money.Price;
import dev.viduroutes.money.Prices;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A request: its document satisfies the rules, or may have satisfied those of an earlier day.
 *
 * @param id the idempotency key, safe in file names and object keys
 * @param source where it came from
 * @param body what is sent to the API, nothing of ours in it
 * @param asked the same as the document has it, before its template and the defaults are put in: what it is known by
 * @param metadata copied to the outcome and to the stored objects
 * @param model the API's model id
 * @param mode {@code input.mode}
 * @param receivedAt when it was admitted
 * @param named whether the document names its id; else the id comes from its source
 * @param otherModel whether the document names a model that is not the one of the settings
 * @param account that the document names; empty if it leaves the choice to the gateway
 * @param problems what today's rules have against it: if anything, only what was sent before is gone on with
 */
public record Request(
        String id,
        Source source,
        JsonNode body,
        JsonNode asked,
        Map<String, String> metadata,
        String model,
        String mode,
        Instant receivedAt,
        boolean named,
        boolean otherModel,
        String account,
        List<Problem> problems) {

    public Request {
        metadata = Map.copyOf(metadata);
        problems = List.copyOf(problems);
    }

    /** A request that names no account. */
    public Request(
            String id,
            Source source,
            JsonNode body,
            JsonNode asked,
            Map<String, String> metadata,
            String model,
            String mode,
            Instant receivedAt,
            boolean named,
            boolean otherModel,
            List<Problem> problems) {
        this(id, source, body, asked, metadata, model, mode, receivedAt, named, otherModel, "", problems);
    }

    /**
     * @return SHA-256 of what is asked of the API, as it was written: tells a repetition from another request under the same id,
     *     whatever templates and defaults say by then
     */
    public String fingerprint() {
        return Digests.sha256(model + "\n" + asked);
    }

    /**
     * @return what a dead letter of this request is known by when it is put back as a file without an id: the name of the
     *     letter and what is asked; empty if the document names its id, or nobody can put it back
     */
    public String origin() {
        return originBy(asked.toString());
    }

    /** @return the same as earlier versions knew it; by then the settings may name another model */
    public String originOfModel() {
        return originBy(fingerprint());
    }

    private String originBy(String content) {
        return named || !source.isFile() && !source.isMessage()
                ? ""
                : Digests.sha256(source.recordName() + "\n" + content);
    }

    /** @return the same request under the id that the journal knows it by */
    public Request knownAs(String knownId) {
        return new Request(
                knownId, source, body, asked, metadata, model, mode, receivedAt, named, otherModel, account, problems);
    }

    /**
     * @return the same request, of the model that its task was made with: the settings may name another one since; itself
     *     if it insists on one
     */
    public Request of(String firstModel) {
        return otherModel
                ? this
                : new Request(
                        id,
                        source,
                        body,
                        asked,
                        metadata,
                        firstModel,
                        mode,
                        receivedAt,
                        named,
                        false,
                        account,
                        problems);
    }

    /** @return the same request, admitted at another time: when it was admitted first */
    public Request receivedAt(Instant first) {
        return new Request(id, source, body, asked, metadata, model, mode, first, named, otherModel, account, problems);
    }

    /** @return whether today's rules let it be submitted */
    public boolean isAdmissible() {
        return problems.isEmpty();
    }

    /** @return {@code metadata.project}, which takes its turn beside other projects; empty if it names none */
    public String project() {
        return metadata.getOrDefault("project", "");
    }

    /** @return the pictures that came with it, in the order of its frames; what it names by a URL is not among them */
    public List<ImageReference> images() {
        return StreamSupport.stream(body.path("input").path("image_urls").spliterator(), false)
                .flatMap(image -> ImageReference.of(image.asText()).stream())
                .toList();
    }

    /** @return the provider that it names; empty if it leaves the choice to the vendor */
    public String provider() {
        return body.path("provider").asText("");
    }

    /** @return {@code 720p} and so on; empty if it leaves it to the API */
    public String resolution() {
        return body.path("input").path("resolution").asText("");
    }

    /** @return what a second of it costs with that account; empty if there are no prices */
    public Optional<Price> price(Prices prices, String payer) {
        return prices.find(payer, provider(), mode, resolution());
    }

    /** @return whether that is so whatever the API makes of what the request leaves to it */
    public boolean hasOnePrice(Prices prices, String payer) {
        return prices.isOne(payer, provider(), mode, resolution());
    }

    /** @return what about it may be in vain, or make no good video, in sentences; no reason to refuse it */
    public List<String> warnings() {
        return RequestWarnings.of(this);
    }

    /** @return the seconds of video that were asked for, which the API bills; zero if the document leaves it open */
    public int seconds() {
        return body.path("input").path("duration").asInt(0);
    }
}
