package dev.viduroutes.spending;

import dev.viduroutes.money.SpendingStore;
import dev.viduroutes.money.SpendingStore.Sum;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** What was spent, as the journal had it within the last second; while it can't be asked, as it had it last. Thread-safe. */
final class RecentSpending {

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    /**
     * What was spent.
     *
     * @param raised caps as they are now
     * @param version another one for each answer of the journal
     */
    record Spent(String day, String since, Map<Sum, Long> sums, RaisedCaps raised, long version, long askedNanos) {

        /** Nobody asked yet. */
        static final Spent NONE = new Spent("", "", Map.of(), RaisedCaps.NONE, 0, 0);

        private boolean isOf(String aDay, String first) {
            return day.equals(aDay) && since.equals(first);
        }

        /** @return whether it is the same answer, about the same day */
        boolean isSame(Spent other) {
            return version == other.version() && isOf(other.day(), other.since());
        }
    }

    private final SpendingStore store;
    private final boolean ofProjects;
    private final LongSupplier nanos;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Spent last;

    /** @param nanos monotonic clock, for example System::nanoTime */
    RecentSpending(SpendingStore store, boolean ofProjects, LongSupplier nanos) {
        this.store = store;
        this.ofProjects = ofProjects;
        this.nanos = nanos;
        last = new Spent("", "", Map.of(), RaisedCaps.NONE, 0, nanos.getAsLong());
    }

    /** The next look asks the journal. */
    void forget() {
        Spent seen = last;
        last = new Spent(
                seen.day(), seen.since(), seen.sums(), seen.raised(), seen.version(), nanos.getAsLong() - FRESH_NANOS);
    }

    /** One thread asks the journal; the others meanwhile use the sums that were read last. */
    Spent look(String day, String since) {
        boolean same = last.isOf(day, since);
        boolean fresh = same && nanos.getAsLong() - last.askedNanos() < FRESH_NANOS;
        if (!fresh && (same ? asking.tryLock() : lock())) {
            try {
                ask(day, since);
            } finally {
                asking.unlock();
            }
        }
        return last;
    }

    private boolean lock() {
        asking.lock();
        return true;
    }

    private void ask(String today, String since) {
        Spent before = last;
        Map<Sum, Long> sums = before.sums();
        RaisedCaps raised = before.raised();
        long version = before.version();
        try {
            sums = store.spent(today, since, ofProjects);
            raised = new RaisedCaps(store.raises(today));
            version++;
        } catch (SQLException unavailable) {
            // The journal logs that itself, and no submit can be recorded until it is back.
        }
        last = new Spent(today, since, sums, raised, version, nanos.getAsLong());
    }
}
