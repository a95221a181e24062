package dev.viduroutes.api;

import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.TaskEndListener;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.time.Backoff;
import java.time.InstantSource;

/** Takes the response to a status call: reads it, decides what becomes of the task, and tells who must know. */
public final class StatusHandler {

    private final StatusReader reader;
    private final StatusPolicy policy;
    private final AccountFeedback account;
    private final TaskEndListener ends;

    public StatusHandler(
            Settings settings,
            FailureCodes codes,
            Backoff backoff,
            ApiAccounts accounts,
            TaskEndListener ends,
            InstantSource clock) {
        reader = new StatusReader(codes);
        policy = new StatusPolicy(settings, accounts, backoff, clock);
        this.account = new AccountFeedback(accounts);
        this.ends = ends;
    }

    /** @return the task as the response leaves it */
    public Task handle(Task task, ApiResponse response) {
        StatusVerdict verdict = reader.read(response);
        Task next = policy.next(task, verdict);
        account.polled(task, verdict);
        tellEnd(task, verdict, next);
        return next;
    }

    /** The end of a task whose result is only asked for again is no news, and nothing is learned from it. */
    private void tellEnd(Task task, StatusVerdict verdict, Task next) {
        if (verdict instanceof StatusVerdict.Ended ended && !task.endedWell()) {
            ends.ended(task, ended.took());
        } else if (verdict instanceof StatusVerdict.Ended || !next.isOpen()) {
            ends.leave(task);
        }
    }
}
