package dev.viduroutes.journal;

import dev.viduroutes.polling.LearnedDurations;
import java.sql.SQLException;
import java.time.Duration;

/** What the journal needs while time goes by: signs of life, a clock that is right, less to remember. Called by timers. */
public final class Housekeeping {

    private static final long ADJUST_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final Journal journal;
    private final SlotTable slots;
    private final RefusalTable refusals;
    private final BatchTable batches;
    private final DurationTable durations;
    private final JournalClock clock;
    private final Duration lease;
    private final Duration retention;
    private long shownMillis;
    private long adjustedNanos = System.nanoTime();

    /**
     * @param lease how long a request stays with a process that gives no sign of life
     * @param retention how long the outcome of a settled request is kept
     */
    Housekeeping(
            Journal journal,
            SlotTable slots,
            RefusalTable refusals,
            BatchTable batches,
            DurationTable durations,
            JournalClock clock,
            Duration lease,
            Duration retention) {
        this.journal = journal;
        this.slots = slots;
        this.refusals = refusals;
        this.batches = batches;
        this.durations = durations;
        this.clock = clock;
        this.lease = lease;
        this.retention = retention;
    }

    /** Extends the lease of everything that this process works on, once a third of it is over. To be called often. */
    public synchronized void showLife() throws SQLException {
        adjustClock();
        long now = clock.millis();
        if (Math.abs(now - shownMillis) >= lease.toMillis() / 3) {
            journal.heartbeat();
            shownMillis = now;
        }
    }

    private void adjustClock() throws SQLException {
        long now = System.nanoTime();
        if (now - adjustedNanos >= ADJUST_EVERY_NANOS) {
            clock.adjust();
            adjustedNanos = now;
        }
    }

    /** Forgets what was settled long ago, and frees the slots that nobody needs. To be called now and then. */
    public void tidy() throws SQLException {
        journal.prune(retention);
        slots.freeForgotten(lease);
        refusals.deleteBefore(clock.millis() - retention.toMillis());
        batches.deleteBefore(clock.millis() - retention.toMillis());
    }

    /** Keeps what was learned of how long tasks take. To be called now and then. */
    public void keep(LearnedDurations learned) throws SQLException {
        durations.save(learned);
    }
}
