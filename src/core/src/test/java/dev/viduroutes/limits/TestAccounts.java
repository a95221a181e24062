package dev.viduroutes.limits;

import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Accounts made of what a test is about. */
public final class TestAccounts {

    private TestAccounts() {}

    /** Those of the settings, with slots in memory, none of them blocked. */
    public static ApiAccounts of(Settings settings) {
        return of(settings, null);
    }

    /** @param timer on which those go on that wait for a slot */
    public static ApiAccounts of(Settings settings, ScheduledExecutorService timer) {
        AccountGate nothing = new AccountGate();
        return of(settings, timer, account -> nothing);
    }

    /** @param pauses what holds each back beside its gate */
    public static ApiAccounts of(Settings settings, ScheduledExecutorService timer, SubmitGates pauses) {
        List<ApiAccount> all = new ArrayList<>();
        for (AccountSettings account : settings.accounts()) {
            AccountGate gate = new AccountGate(account.name());
            SlotStore store = new InMemorySlotStore(account.limits().concurrentTasks());
            TaskSlots slots = new TaskSlots(settings, store, timer);
            SubmitGate pause = pauses.of(account.name());
            SubmitGate submits = new CompositeSubmitGate(gate, pause);
            all.add(new ApiAccount(
                    account, gate, pause, submits, slots, new GatedSlots(submits, slots, Runnable::run), null));
        }
        return new ApiAccounts(all);
    }

    /** The only one, of which nothing but its gate is used. */
    public static ApiAccounts with(AccountGate gate) {
        return of(gate, gate, null, null);
    }

    /** The only one, which nothing blocks. */
    public static ApiAccounts with(TaskSlots slots) {
        return with(new AccountGate(), slots);
    }

    /** The only one. */
    public static ApiAccounts with(SubmitGate gate, TaskSlots slots) {
        return of(new AccountGate(), gate, slots, new GatedSlots(gate, slots, Runnable::run));
    }

    /** The only one, with these slots behind its gate. */
    static ApiAccounts with(TaskSlots slots, GatedSlots gated) {
        return of(new AccountGate(), new AccountGate(), slots, gated);
    }

    private static ApiAccounts of(AccountGate gate, SubmitGate submitGate, TaskSlots slots, GatedSlots gated) {
        AccountSettings settings = TestSettings.with().accounts().get(0);
        return new ApiAccounts(
                List.of(new ApiAccount(settings, gate, new AccountGate(), submitGate, slots, gated, null)));
    }
}
