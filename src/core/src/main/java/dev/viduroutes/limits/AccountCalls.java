package dev.viduroutes.limits;

import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.request.Task;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The permits for calls to the API, each from the account that the call is for. */
public final class AccountCalls implements PollTrigger, TaskEndListener {

    private final ApiAccounts accounts;
    private final CallListener listener;

    public AccountCalls(ApiAccounts accounts, CallListener listener) {
        this.accounts = accounts;
        this.listener = listener;
    }

    /** @return completes when the task's state may be asked for; exceptionally with {@link StoppingException} at a stop */
    public CompletionStage<CallPermit> permitForPoll(Task task) {
        return accounts.of(task).calls().permitForPoll(task);
    }

    /** @return completes when a call may leave that nobody waits for */
    public CompletionStage<CallPermit> permitForOther(String account) {
        return accounts.named(account).calls().permitForOther();
    }

    /** @see CallScheduler#renewIfExpired */
    public CompletionStage<CallPermit> renewIfExpired(String account, CallPermit permit) {
        return accounts.named(account).calls().renewIfExpired(permit);
    }

    /** The server refused a call (429) although it had a permit. */
    public void refused(String account, CallKind kind, Duration retryAfter) {
        accounts.named(account).calls().refused(kind, retryAfter);
    }

    /** A submit was answered, and not refused for the limits. */
    public void submitAnswered(String account) {
        accounts.named(account).calls().submitAnswered();
    }

    /** {@inheritDoc} Whose task it is a callback does not say. */
    @Override
    public void pollNow(String taskId) {
        listener.calledBack(taskId);
        accounts.all().forEach(account -> account.calls().pollSoon(taskId));
    }

    @Override
    public void ended(Task task, Optional<Duration> told) {
        accounts.of(task).calls().ended(task, told);
    }

    /** {@inheritDoc} */
    @Override
    public void leave(Task task) {
        if (task != null) {
            // Else it was refused before there was one.
            accounts.find(task.account()).ifPresent(account -> account.calls().leave(task));
        }
    }
}
