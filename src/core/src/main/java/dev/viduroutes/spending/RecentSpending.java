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

    private record Seen(String day, Map<Sum, Long> sums, long askedNanos) {}

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
        forget();
    }

    /** The next look asks the journal. */
    void forget() {
        Seen seen = last;
        last = new Seen(
                seen == null ? "" : seen.day(), seen == null ? Map.of() : seen.sums(), nanos.getAsLong() - FRESH_NANOS);
    }

    /** @return the day of the last look */
    String day() {
        return last.day();
    }

    /** One thread asks the journal; the others meanwhile use the sums that were read last. */
    Map<Sum, Long> look(String today, String since) {
        boolean fresh = last.day().equals(today) && nanos.getAsLong() - last.askedNanos() < FRESH_NANOS;
        if (!fresh && (last.day().equals(today) ? asking.tryLock() : lock())) {
            try {
                ask(today, since);
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
        try {
            sums = store.spent(today, since, ofProjects);
        } catch (SQLException unavailable) {
            // The journal logs that itself, and no submit can be recorded until it is back.
        }
        last = new Seen(today, sums, nanos.getAsLong());
        log.look(sums, today);
    }
}
