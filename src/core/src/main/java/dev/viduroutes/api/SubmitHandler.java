package dev.viduroutes.api;

import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.time.Backoff;
import java.time.InstantSource;

/** Takes the response to a submit: reads it, tells the account's gate, and decides what becomes of the task. */
public final class SubmitHandler {

    private final SubmitReader reader;
    private final AccountFeedback account;
    private final SubmitPolicy policy;

    public SubmitHandler(
            Settings settings, FailureCodes codes, Backoff backoff, ApiAccounts accounts, InstantSource clock) {
        reader = new SubmitReader(codes);
        this.account = new AccountFeedback(accounts);
        policy = new SubmitPolicy(settings, backoff, clock);
    }

    /** @return the task as the response leaves it */
    public Task handle(Task task, ApiResponse response) {
        SubmitVerdict verdict = reader.read(response, task.request().body().toString());
        account.submitted(task, response, verdict);
        return policy.next(task, verdict);
    }
}
