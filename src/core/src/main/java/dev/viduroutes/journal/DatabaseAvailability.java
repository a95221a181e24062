package dev.viduroutes.journal;

import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.outage.Outage;
import dev.viduroutes.outage.OutageLog;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Whether the database answers: its outages are told, and once the gateway stops, nobody waits for it again and again. */
final class DatabaseAvailability {

    /** Whatever the database is asked. */
    interface Work<T> {
        T done() throws SQLException;
    }

    /** A full disk refuses what is written, and answers what is read; a writer tries at least as often. */
    private static final Duration CALM = Duration.ofSeconds(15);
    /** What fails so late was waited for. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private final OutageLog log;
    private final LongAdder statements = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile boolean failFast;
    private volatile boolean silent;
    private volatile boolean closed;

    /** @param name of the journal, for people */
    DatabaseAvailability(String name) {
        log = OutageLog.ofJournal(
                "journal=" + name, "requests wait, and nothing is submitted that is not on record", CALM);
    }

    <T> T watched(Work<T> work) throws SQLException {
        if (isGivenUp()) {
            throw new SQLTransientConnectionException("the gateway stops, and the journal did not answer a moment ago");
        }
        long beginNanos = System.nanoTime();
        try {
            T result = work.done();
            silent = false;
            log.available();
            return result;
        } catch (SQLException failed) {
            silent = System.nanoTime() - beginNanos >= LATE.toNanos();
            if (!closed) {
                tell(failed);
            }
            throw failed;
        } finally {
            statements.increment();
            nanos.add(System.nanoTime() - beginNanos);
        }
    }

    /** @return how often it was asked or told something */
    long statements() {
        return statements.sum();
    }

    /** @return how long that took, all in all */
    long statementNanos() {
        return nanos.sum();
    }

    private void tell(SQLException failed) {
        String advice = DatabaseErrorAdvice.of(failed);
        log.unavailable(
                ErrorText.ofRootCause(failed) + (advice.isEmpty() ? "" : " (vidu.journal.url: " + advice + ")"));
    }

    /** @return for how long it has been away; nothing if it is there */
    Optional<Duration> awayFor() {
        return log.goneFor();
    }

    Optional<Outage> outage() {
        return log.outage();
    }

    void failFast() {
        failFast = true;
    }

    void tryOnceMore() {
        silent = false;
    }

    boolean isGivenUp() {
        return failFast && silent;
    }

    /** What fails from now on is no outage. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
