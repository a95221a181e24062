package dev.viduroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.viduroutes.limits.CallKind;
import dev.viduroutes.request.Task;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One call of the API's contract.
 *
 * @param account that it is for
 * @param kind what it is for
 * @param method {@code GET} or {@code POST}
 * @param path below the base URL
 * @param query encoded, may be empty
 * @param body missing for {@code GET}
 */
public record ApiCall(String account, CallKind kind, String method, String path, String query, JsonNode body) {

    /** @return the call that creates a task: what it starts is billed, and a repetition is billed again */
    public static ApiCall generateTask(Task task) {
        return new ApiCall(
                task.account(),
                CallKind.SUBMIT,
                "POST",
                "/api/v1/generateTask/" + task.request().model(),
                "",
                task.request().body());
    }

    /** @return the call that asks for a task's state */
    public static ApiCall statusTask(Task task) {
        return statusTask(task.account(), task.request().model(), task.id());
    }

    /** @return the call that asks for the state of a task of that account and model */
    public static ApiCall statusTask(String account, String model, String taskId) {
        return new ApiCall(
                account,
                CallKind.POLL,
                "GET",
                "/api/v1/statusTask/" + model,
                "taskId=" + URLEncoder.encode(taskId, StandardCharsets.UTF_8),
                MissingNode.getInstance());
    }

    /** @return the call that asks what that account holds */
    public static ApiCall balance(String account) {
        return new ApiCall(
                account, CallKind.OTHER, "GET", "/api/v1/apikeys/current-balance", "", MissingNode.getInstance());
    }

    /** @return the same with that body */
    ApiCall with(JsonNode sent) {
        return new ApiCall(account, kind, method, path, query, sent);
    }

    public boolean isPost() {
        return "POST".equals(method);
    }
}
