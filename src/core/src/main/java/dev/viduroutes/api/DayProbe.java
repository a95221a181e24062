package dev.viduroutes.api;

import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.spending.SpendingClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * With which account to ask the API what day it is: with one after the other, since each tells it, and one of them may have no calls left,
 * or a server that says nothing. Thread-safe.
 */
public final class DayProbe {

    private final SpendingClock clock;
    /** The one that was asked with last comes last. */
    private final List<String> turns;

    private final ProbesUnderWay underWay;

    public DayProbe(ApiAccounts accounts, SpendingClock clock) {
        this(accounts, clock, System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    DayProbe(ApiAccounts accounts, SpendingClock clock, LongSupplier nanos) {
        underWay = new ProbesUnderWay(nanos);
        this.clock = clock;
        turns = new ArrayList<>(accounts.all().stream().map(ApiAccount::name).toList());
    }

    /** To be called every second. @return the name of the account to ask with now, or none */
    public synchronized List<String> toBeAsked() {
        Optional<String> next =
                turns.stream().filter(name -> !underWay.contains(name)).findFirst();
        if (next.isEmpty() || !clock.isToBeAsked()) {
            return List.of();
        }
        turns.remove(next.get());
        turns.add(next.get());
        underWay.add(next.get());
        return List.of(next.get());
    }

    /** The question has an answer, or will have none. */
    public synchronized void ended(String account) {
        underWay.remove(account);
    }
}
