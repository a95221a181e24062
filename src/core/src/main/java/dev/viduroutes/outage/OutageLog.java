package dev.viduroutes.outage;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that a broker or a database is away: one line, a reminder now and then, and one more line when it is
 * back. Whoever reads the log need not hear of each try. Thread-safe.
 */
public final class OutageLog {

    /** What happens while a queue can't be read. */
    public static final String ALL_WAITS = "requests wait there, outcomes here, and what is under way goes on";

    private final Logger log;
    private final String what;
    private final String meanwhile;
    private final long calmNanos;
    private final LongSupplier nanos;
    private boolean gone;
    private boolean refused;
    private long goneNanos;
    private long failedNanos;
    private long loggedNanos;
    /** The first try that succeeded since the last one that failed. */
    private long backNanos;
    /** Why it is away, as the first line said. */
    private String trouble = "";

    /**
     * @param what it is called in the log, such as {@code intake=jms broker=tcp://a:61616 queue=b}
     * @param meanwhile what happens until it is back
     */
    public static OutageLog ofBroker(String what, String meanwhile) {
        return new OutageLog("vidu.intake", what, meanwhile, Duration.ZERO, System::nanoTime);
    }

    /**
     * @param what it is called in the log
     * @param meanwhile what happens until it is back
     * @param calm how long nothing must fail until it counts as back, for what answers some calls while it fails others
     */
    public static OutageLog ofJournal(String what, String meanwhile, Duration calm) {
        return new OutageLog("vidu.journal", what, meanwhile, calm, System::nanoTime);
    }

    /**
     * @param what it is called in the log
     * @param meanwhile what happens until it is back
     * @param calm how long nothing must fail until it counts as back, for what takes some calls while it keeps others
     */
    public static OutageLog ofEndpoint(String what, String meanwhile, Duration calm) {
        return new OutageLog("vidu", what, meanwhile, calm, System::nanoTime);
    }

    /**
     * @param what it is called in the log
     * @param meanwhile what happens until it is back
     */
    public static OutageLog ofBucket(String what, String meanwhile) {
        return new OutageLog("vidu.s3", what, meanwhile, Duration.ZERO, System::nanoTime);
    }

    /**
     * @param what it is called in the log
     * @param meanwhile what happens until it is back
     */
    public static OutageLog ofProxy(String what, String meanwhile) {
        return new OutageLog("vidu.proxy", what, meanwhile, IntakeWatchdog.CALM, System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    OutageLog(String log, String what, String meanwhile, Duration calm, LongSupplier nanos) {
        this.log = LoggerFactory.getLogger(log);
        this.what = what;
        this.meanwhile = meanwhile;
        this.calmNanos = calm.toNanos();
        this.nanos = nanos;
    }

    /** A try was refused, as every other will be until a person changes something; not logged again by this method. */
    public synchronized void refused(String why) {
        if (gone && refused) {
            unavailable(why);
            return;
        }
        begin(nanos.getAsLong());
        refused = true;
        trouble = ErrorText.withoutSecrets(why);
        log.error("{} refuses: {}; {}", what, trouble, meanwhile);
    }

    private void begin(long now) {
        goneNanos = gone ? goneNanos : now;
        gone = true;
        failedNanos = now;
        loggedNanos = now;
    }

    /** A try failed. */
    public synchronized void unavailable(String why) {
        long now = nanos.getAsLong();
        failedNanos = now;
        backNanos = now;
        if (!gone) {
            begin(now);
            trouble = ErrorText.withoutSecrets(why);
            log.warn("{} unavailable: {}; {}", what, trouble, meanwhile);
        } else if (now - loggedNanos >= LogThrottle.INTERVAL.toNanos()) {
            loggedNanos = now;
            log.warn("{} still unavailable after {} s: {}", what, seconds(now), ErrorText.withoutSecrets(why));
        }
    }

    /** A try succeeded. */
    public synchronized void available() {
        long now = nanos.getAsLong();
        if (gone && backNanos == failedNanos) {
            backNanos = now;
        }
        if (gone && now - failedNanos >= calmNanos) {
            gone = false;
            refused = false;
            log.info("{} available again after {} s", what, seconds(backNanos));
        }
    }

    synchronized boolean isGone() {
        return gone;
    }

    /** @return what is away and since when, in the words of the log; nothing if it is there */
    public synchronized Optional<Outage> outage() {
        return goneFor()
                .map(lasts -> new Outage(
                        what + (refused ? " refuses: " : " unavailable: ") + trouble + "; " + meanwhile, lasts));
    }

    /** @return for how long it has been away; nothing if it is there */
    public synchronized Optional<Duration> goneFor() {
        return gone ? Optional.of(Duration.ofNanos(nanos.getAsLong() - goneNanos)) : Optional.empty();
    }

    private long seconds(long now) {
        return Duration.ofNanos(now - goneNanos).toSeconds();
    }
}
