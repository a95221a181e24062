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

    private record Seen(String day, String since, Map<Sum, Long> sums, RaisedCaps raised, long askedNanos) {

        boolean isOf(String aDay, String first) {
            return day.equals(aDay) && since.equals(first);
        }
    }

    private final SpendingStore store;
    private final boolean ofProjects;
    private final SpendingLog log;
    private final LongSupplier nanos;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Seen last;

    /** @param nanos monotonic clock, for example System::nanoTime */
    RecentSpending(SpendingStore store, boolean ofProjects, SpendingLog log, LongSupplier nanos) {
        this.store = store;
        this.ofProjects = ofProjects;
        this.log = log;
        this.nanos = nanos;
        last = new Seen("", "", Map.of(), RaisedCaps.NONE, nanos.getAsLong());
    }

    /** The next look asks the journal. */
    void forget() {
        Seen seen = last;
        last = new Seen(seen.day(), seen.since(), seen.sums(), seen.raised(), nanos.getAsLong() - FRESH_NANOS);
    }

    /** @return the day of the last look */
    String day() {
        return last.day();
    }

    /** @return the caps as they were at the last look */
    RaisedCaps raised() {
        return last.raised();
    }

    /** One thread asks the journal; the others meanwhile use the sums that were read last. */
    Map<Sum, Long> look(String day, String since) {
        boolean same = last.isOf(day, since);
        boolean fresh = same && nanos.getAsLong() - last.askedNanos() < FRESH_NANOS;
        if (!fresh && (same ? asking.tryLock() : lock())) {
            try {
                ask(day, since);
            } finally {
                asking.unlock();
            }
        }
        return last.sums();
    }

    private boolean lock() {
        asking.lock();
        return true;
    }

    private void ask(String today, String since) {
        Map<Sum, Long> sums = last.sums();
        RaisedCaps raised = last.raised();
        try {
            sums = store.spent(today, since, ofProjects);
            raised = new RaisedCaps(store.raises(today));
        } catch (SQLException unavailable) {
            // The journal logs that itself, and no submit can be recorded until it is back.
        }
        last = new Seen(today, since, sums, raised, nanos.getAsLong());
        log.look(sums, raised, today);
    }
}
