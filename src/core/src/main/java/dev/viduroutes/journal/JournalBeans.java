package dev.viduroutes.journal;

import dev.viduroutes.limits.BudgetStore;
import dev.viduroutes.limits.SlotStores;
import dev.viduroutes.moderation.RefusalStores;
import dev.viduroutes.polling.LearnedDurations;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.CapRaises;
import dev.viduroutes.spending.SpendingGate;
import java.sql.SQLException;

/** The parts of an open journal as beans, for routes that name them. */
public final class JournalBeans {

    private JournalBeans() {}

    public static Journal journal(Journals journals) {
        return journals.journal();
    }

    public static SlotTable slots(Journals journals) {
        return journals.slots();
    }

    public static CallbackTable callbacks(Journals journals) {
        return journals.callbacks();
    }

    public static SlotStores slotsOfAccounts(Journals journals) {
        return journals::slots;
    }

    public static RefusalStores refusals(Journals journals) {
        return journals::refusals;
    }

    public static WithdrawalTable withdrawals(Journals journals) {
        return journals.withdrawals();
    }

    public static BatchTable batches(Journals journals) {
        return journals.batches();
    }

    public static ImageTable images(Journals journals) {
        return journals.images();
    }

    public static BalanceFloors balanceFloors(Journals journals, Settings settings) {
        return new BalanceFloors(settings, journals.balances());
    }

    public static ChargeTable charges(Journals journals) {
        return journals.charges();
    }

    public static CapEventTable capEvents(Journals journals) {
        return journals.capEvents();
    }

    public static CapRaises capRaises(Journals journals, Settings settings, SpendingGate gate) {
        return new CapRaises(settings, journals.charges(), journals.capRaises(), gate);
    }

    public static Housekeeping housekeeping(Journals journals) {
        return journals.housekeeping();
    }

    /** What earlier processes learned of how long tasks take. */
    public static LearnedDurations durations(Journals journals, Settings settings) throws SQLException {
        LearnedDurations learned = new LearnedDurations(settings);
        journals.durations().load(learned);
        return learned;
    }

    public static BudgetStore budget(Journals journals) {
        return journals.database().budget(journals.time());
    }
}
