package dev.viduroutes.account;

import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.Lane;
import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.limits.TurnQueue;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Looks after requests that wait for a slot while there are several accounts. Moves them to another account: away from one that is
 * blocked, and to one that is free, in turns like those for a slot; only what is not submitted is moved, and never what names its account.
 * Those that stay need no place at their source while only requests of other accounts could use it. Thread-safe.
 */
public final class Handover {

    private final ApiAccounts accounts;
    private final AccountChoice choice;
    private final SubmitWaits waits;
    /** Those that go to whichever account is free. */
    private final TurnQueue<String> turns;

    private Map<String, Task> inTurns = new LinkedHashMap<>();

    public Handover(Settings settings, ApiAccounts accounts, AccountChoice choice, SubmitWaits waits) {
        this(settings, accounts, choice, waits, System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    Handover(Settings settings, ApiAccounts accounts, AccountChoice choice, SubmitWaits waits, LongSupplier nanos) {
        this.accounts = accounts;
        this.choice = choice;
        this.waits = waits;
        turns = new TurnQueue<>(settings.urgent(), settings.shares(), nanos);
    }

    /** To be called each second. Takes as long as there are requests that wait. */
    public synchronized void look() {
        List<Task> waiting = accounts.areSeveral() ? waits.waitingForSlots() : List.of();
        enqueue(leaveBlocked(waiting));
        if (waiting.isEmpty()) {
            return;
        }
        Set<String> withSlots = accounts.all().stream()
                .filter(account -> !account.holdsSubmits() && hasSlotsLeft(account))
                .map(ApiAccount::name)
                .collect(Collectors.toSet());
        Set<String> idle = accounts.all().stream()
                .filter(account ->
                        accounts.isHeldAlone(account) || !withSlots.isEmpty() && !withSlots.contains(account.name()))
                .map(ApiAccount::name)
                .collect(Collectors.toSet());
        waits.tellPlaces(task -> idle.contains(accounts.of(task).name()));
    }

    /** @return those that stay */
    private List<Task> leaveBlocked(List<Task> waiting) {
        List<Task> staying = new ArrayList<>();
        for (Task task : waiting) {
            Optional<ApiAccount> next = choice.mayBeHandedOver(task) && choice.isBlocked(task, accounts.of(task))
                    ? choice.open(task).findFirst()
                    : Optional.empty();
            next.ifPresentOrElse(
                    account -> move(task, account, choice.whyBlocked(task, accounts.of(task))),
                    () -> staying.add(task));
        }
        return staying;
    }

    private void enqueue(List<Task> staying) {
        Map<String, Task> now = new LinkedHashMap<>();
        staying.stream().filter(choice::isForAnyFree).forEach(task -> now.put(key(task), task));
        inTurns.keySet().stream().filter(key -> !now.containsKey(key)).forEach(turns::remove);
        now.forEach((key, task) -> {
            if (!inTurns.containsKey(key)) {
                turns.add(Lane.of(task.request()), key);
            }
        });
        inTurns = now;
    }

    /** @return whether there are slots left when those had theirs whose turn it was */
    private boolean hasSlotsLeft(ApiAccount account) {
        for (int free = AccountChoice.free(account); free > 0; free--) {
            Optional<String> next = turns.peek(key -> mayGo(inTurns.get(key), account));
            if (next.isEmpty()) {
                return true;
            }
            turns.poll(next.get());
            move(inTurns.remove(next.get()), account, "it has a slot for it");
        }
        return false;
    }

    private boolean mayGo(Task task, ApiAccount account) {
        return !task.account().equals(account.name()) && choice.isOpen(task, account);
    }

    private static String key(Task task) {
        return SubmitWaits.key(task.request().id(), task.epoch());
    }

    private void move(Task task, ApiAccount account, String why) {
        AccountChoice.tell(task, task.account(), account, why);
        waits.move(task, account.name());
    }
}
