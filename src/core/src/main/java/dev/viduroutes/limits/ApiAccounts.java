package dev.viduroutes.limits;

import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.polling.LearnedDurations;
import dev.viduroutes.polling.PollStrategy;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.time.Backoff;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The accounts at the API, each with limits of its own, and which of them a task has. */
public final class ApiAccounts implements StopListener {

    private final Map<String, ApiAccount> byName = new LinkedHashMap<>();

    /**
     * @param bucket what holds back the submits of all
     * @param durations what is learned from the tasks of all
     * @param pauses what people have paused
     * @throws Exception if the slots of one can't be had
     */
    public ApiAccounts(
            Settings settings,
            SlotStores slots,
            BudgetStore budgets,
            SubmitGate bucket,
            Backoff backoff,
            LearnedDurations durations,
            WorkerPool pool,
            CallListener listener,
            InstantSource clock,
            SubmitGates pauses)
            throws Exception {
        for (AccountSettings account : settings.accounts()) {
            String label = settings.hasAccounts() ? account.name() : "";
            AccountGate gate = new AccountGate(label);
            SubmitGate pause = pauses.of(account.name());
            SubmitGate submitGate = new CompositeSubmitGate(gate, bucket, pause);
            TaskSlots own = new TaskSlots(
                    settings,
                    slots.of(account.name(), account.limits().concurrentTasks()),
                    pool,
                    AccountSettings.logged(account.name()));
            CallScheduler calls = new CallScheduler(
                    settings,
                    new RequestBudget(account, budgets),
                    backoff,
                    PollStrategy.of(durations, settings),
                    own,
                    pool,
                    new AccountCallListener(listener, account.name()),
                    clock);
            add(new ApiAccount(account, gate, pause, submitGate, own, new GatedSlots(submitGate, own, pool), calls));
        }
    }

    ApiAccounts(Collection<ApiAccount> accounts) {
        accounts.forEach(this::add);
    }

    private void add(ApiAccount account) {
        byName.put(account.name(), account);
    }

    /** @return all, as the settings have them */
    public Collection<ApiAccount> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** @return whether there is another one to use while one can't be used */
    public boolean areSeveral() {
        return byName.size() > 1;
    }

    /** @return whether submits of this account are held back while those of another one are not */
    public boolean isHeldAlone(ApiAccount account) {
        return account.holdsSubmits() && byName.values().stream().anyMatch(other -> !other.holdsSubmits());
    }

    public ApiAccount first() {
        return byName.values().iterator().next();
    }

    /** @return the account of that name, if there is one */
    public Optional<ApiAccount> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @return the account of that name, which must be one of the settings */
    public ApiAccount named(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("there is no account \"" + name + "\""));
    }

    /** @return the account that the task runs at, or is to be submitted with; the first before one is chosen */
    public ApiAccount of(Task task) {
        return task.account().isEmpty() ? first() : named(task.account());
    }

    /** Gives the slot of a task's request back, if it has one; before an account is chosen, one that an earlier process had. */
    public void freeFor(Task task) {
        all().stream()
                .filter(account -> task.account().isEmpty() || task.account().equals(account.name()))
                .forEach(account -> account.slots().freeFor(task));
    }

    @Override
    public void endWaits() {
        all().forEach(ApiAccount::endWaits);
    }
}
