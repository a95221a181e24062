package dev.viduroutes.journal;

import dev.viduroutes.request.TaskState;

/**
 * A request that holds a slot although nobody works on it.
 *
 * @param epoch of the owner that left it
 * @param account that it was submitted with
 * @param taskId the API's task id, empty if it is not known
 * @param model the API's model id
 */
public record Orphan(String requestId, long epoch, String account, String taskId, String model, TaskState state) {}
