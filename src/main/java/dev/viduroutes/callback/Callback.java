package dev.viduroutes.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What is read of a callback's body, the status envelope: which task it is about. Nothing else in it is believed.
 *
 * @param taskId empty if it names none that could be one
 */
record Callback(String taskId) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TASK_ID = Pattern.compile("[!-~]{1,256}");

    static Callback read(byte[] body) throws IOException {
        try {
            JsonNode envelope = JSON.readTree(body);
            JsonNode id = envelope == null ? null : envelope.at("/data/taskId");
            String text = id != null && (id.isTextual() || id.isIntegralNumber()) ? id.asText() : "";
            return new Callback(TASK_ID.matcher(text).matches() ? text : "");
        } catch (JsonProcessingException notJson) {
            return new Callback("");
        }
    }
}
