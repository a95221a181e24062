package dev.viduroutes.pace;

import dev.viduroutes.request.Task;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One who waits for a turn.
 *
 * @param polled the task to ask about; empty if the call is no status call, or a status call whose turn grew old
 * @param sinceNanos when the wait began, on the clock of the line
 * @param turn completes when the call may leave
 */
record Waiting(Optional<Task> polled, CallListener.Kind kind, long sinceNanos, CompletableFuture<Turn> turn) {}
