package dev.viduroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** The API's ids of tasks, in what answers and callbacks tell of a task. */
public final class TaskIds {

    private static final Pattern USABLE = Pattern.compile("[!-~]{1,256}");

    private TaskIds() {}

    /**
     * @param data what is told of the task; anything may be missing
     * @return its id, usable or not; empty if there is none
     */
    public static String in(JsonNode data) {
        JsonNode id = data.path("taskId");
        return id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
    }

    /** @return whether the id may be kept, and sent back to the API */
    public static boolean isUsable(String id) {
        return USABLE.matcher(id).matches();
    }
}
