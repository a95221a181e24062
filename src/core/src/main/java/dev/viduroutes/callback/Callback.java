package dev.viduroutes.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.request.TaskIds;
import java.io.IOException;

/**
 * What is read of a callback's body, the status envelope: which task it is about. Nothing else in it is believed.
 *
 * @param taskId empty if it names none that could be one
 */
record Callback(String taskId) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Callback read(byte[] body) throws IOException {
        try {
            String id = TaskIds.in(JSON.readTree(body).path("data"));
            return new Callback(TaskIds.isUsable(id) ? id : "");
        } catch (JsonProcessingException notJson) {
            return new Callback("");
        }
    }
}
