package dev.viduroutes.limits;

import dev.viduroutes.request.Task;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A call that waits for a permit.
 *
 * @param polled the task to ask about; empty if the call is no status call, or a status call whose permit expired
 * @param sinceNanos when the wait began, on the monotonic clock of the scheduler
 * @param permit completes when the call may leave
 */
record PendingCall(Optional<Task> polled, CallKind kind, long sinceNanos, CompletableFuture<CallPermit> permit) {}
