package dev.viduroutes.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Makes the answers: the API's envelope {@code {code, message, data}}, and the pages that proxies and stores give. */
final class SandboxResponses {

    static final String JSON = "application/json";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<Integer, String> MEANINGS = Map.of(
            400, "invalid parameters",
            401, "missing or invalid API key",
            402, "insufficient balance",
            403, "content violates policy, or the key lacks permission",
            404, "model or task not found",
            429, "rate limit exceeded: retry later",
            500, "server error",
            503, "temporarily unavailable");

    /** What the vendor's pages name as reasons; its wording is not known. */
    private static final Map<String, String> FORBIDDEN = Map.of(
            "403-ip", "IP address 203.0.113.7 is not in the allow-list of this API key",
            "403-key", "the API key lacks permission",
            "403-content", "content violates policy");

    private SandboxResponses() {}

    static SandboxResponse success(JsonNode data) {
        return json(200, envelope(200, "success", data));
    }

    static ObjectNode envelope(int code, String message, JsonNode data) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("code", code);
        envelope.put("message", message);
        envelope.set("data", data);
        return envelope;
    }

    static SandboxResponse refusal(int status, String message) {
        return json(status, envelope(status, message, JsonNodeFactory.instance.nullNode()));
    }

    static SandboxResponse tooManyRequests(String message, long retryAfterSeconds) {
        byte[] body = bytes(envelope(429, message, JsonNodeFactory.instance.nullNode()));
        return new SandboxResponse.Body(429, JSON, body, Map.of("Retry-After", Long.toString(retryAfterSeconds)));
    }

    /** @return HTTP 200 with another code inside */
    static SandboxResponse disguised(int code) {
        JsonNode nothing = JsonNodeFactory.instance.nullNode();
        return json(200, envelope(code, MEANINGS.getOrDefault(code, "error " + code), nothing));
    }

    /** @return what the API says for its own statuses, and what a proxy says for the others */
    static SandboxResponse fault(int status) {
        if (status == 429) {
            return tooManyRequests(MEANINGS.get(status), 1);
        }
        return Trigger.isApiStatus(status) ? refusal(status, MEANINGS.get(status)) : htmlPage(status);
    }

    /** @return what the API says, with a reason: one of the reasons for 403, else a code */
    static SandboxResponse fault(int status, String why) {
        Optional<String> forbidden = Optional.ofNullable(FORBIDDEN.get(status + "-" + why));
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("error", forbidden.orElse(why));
        return json(status, envelope(status, forbidden.isPresent() ? "Forbidden" : MEANINGS.get(status), data));
    }

    static SandboxResponse htmlPage(int status) {
        String page = "<html><head><title>" + status + "</title></head><body><center><h1>" + status
                + "</h1></center><hr><center>sandbox proxy</center></body></html>\n";
        return text(status, "text/html", page);
    }

    /** @return the refusal of an object store */
    static SandboxResponse accessDenied(String message) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>" + message
                + "</Message></Error>\n";
        return text(403, "application/xml", xml);
    }

    static SandboxResponse redirect(String location) {
        return new SandboxResponse.Body(302, "text/plain", new byte[0], Map.of("Location", location));
    }

    static SandboxResponse text(int status, String contentType, String text) {
        return new SandboxResponse.Body(status, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static SandboxResponse json(int status, Object value) {
        return new SandboxResponse.Body(status, JSON, bytes(value), Map.of());
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
