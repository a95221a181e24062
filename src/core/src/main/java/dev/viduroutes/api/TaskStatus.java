package dev.viduroutes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the API tells of a task.
 *
 * @param data as it stands in the envelope; anything may be missing
 */
record TaskStatus(JsonNode data) {

    static final int MOST_RESULTS = 100;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_MESSAGE = 1_000;

    boolean isSuccess() {
        return state().equals("success");
    }

    boolean isFailed() {
        return state().equals("failed");
    }

    /** @return whether the task has ended, well or not; a state that the contract does not know is not an end */
    boolean isEnded() {
        return isSuccess() || isFailed();
    }

    private String state() {
        return data.path("state").asText();
    }

    /** @return 1 to 100 URLs, hostile until checked; none if what stands there can't be used as a whole */
    List<String> resultUrls() {
        List<String> urls = new ArrayList<>();
        result().path("resultUrls").forEach(url -> urls.add(url.isTextual() ? url.textValue() : ""));
        return urls.contains("") || urls.size() > MOST_RESULTS ? List.of() : urls;
    }

    /** The contract has JSON inside of a JSON string. */
    private JsonNode result() {
        try {
            return JSON.readTree(data.path("resultJson").asText());
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    /** @return the fail code, {@code UNKNOWN} if there is none */
    String failCode() {
        String code = QuotedText.of(data.path("failCode"), LONGEST_CODE);
        return code.isBlank() ? "UNKNOWN" : code;
    }

    String failMessage() {
        return QuotedText.of(data.path("failMsg"), LONGEST_MESSAGE);
    }

    /** @return by the server's own clock, from acceptance to end, or as it says; the contract has both in milliseconds */
    Optional<Duration> took() {
        long created = data.path("createTime").asLong();
        long completed = data.path("completeTime").asLong();
        long millis = created > 0 && completed > created
                ? completed - created
                : data.path("costTime").asLong();
        return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }
}
