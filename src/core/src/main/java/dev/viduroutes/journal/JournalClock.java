package dev.viduroutes.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time as the journal's machine has it, so that processes whose own clocks differ count leases, graces and calls
 * alike. Between two looks at that one this machine's clock goes on. Thread-safe.
 */
final class JournalClock implements InstantSource {

    /** What the journal's machine says. */
    interface Reference {
        Instant now() throws SQLException;
    }

    private final Reference reference;
    private final InstantSource own;
    private volatile Duration ahead = Duration.ZERO;

    JournalClock(Reference reference, InstantSource own) throws SQLException {
        this.reference = reference;
        this.own = own;
        Instant before = own.instant();
        Instant there = reference.now();
        Duration took = Duration.between(before, own.instant());
        ahead = Duration.between(before.plus(took.dividedBy(2)), there);
    }

    /** A journal in a file is on this machine. */
    static JournalClock of(InstantSource own) {
        try {
            return new JournalClock(own::instant, own);
        } catch (SQLException impossible) {
            throw new IllegalStateException("a clock asks no database", impossible);
        }
    }

    /**
     * Looks whether it is right, as every clock is a little too fast or too slow, and may be set. It is changed only if it
     * must be wrong: an answer tells some moment between the question and its arrival.
     */
    void adjust() throws SQLException {
        Instant before = instant();
        Instant there = reference.now();
        Instant after = instant();
        if (there.isBefore(before)) {
            ahead = ahead.minus(Duration.between(there, before));
        } else if (there.isAfter(after)) {
            ahead = ahead.plus(Duration.between(after, there));
        }
    }

    @Override
    public Instant instant() {
        return own.instant().plus(ahead);
    }
}
