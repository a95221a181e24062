package dev.viduroutes.outage;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Logs that an intake takes no messages, whatever the reason. It does not rely on errors, of which some never come: an
 * intake that should take messages must show again and again that it could, and one that shows nothing for a while is logged
 * with the last reason that was heard, or with none. An empty queue that is asked and answers is such a sign.
 * Thread-safe.
 */
public final class IntakeWatchdog {

    /** How long an intake may show nothing; with the time between two checks it stays below a minute. */
    public static final Duration PATIENCE = Duration.ofSeconds(40);

    /** What fails for some of several consumers, or in some of the tries, brings signs in between. */
    static final Duration CALM = Duration.ofSeconds(12);

    private final OutageLog outage;
    private final String silence;
    private final long patienceNanos;
    private final LongSupplier nanos;
    private long signNanos;
    private boolean full;
    /** The last that was heard since the last sign. */
    private Optional<String> reason = Optional.empty();

    /**
     * @param what it is called in the log, such as {@code intake=jms broker=tcp://a:61616 queue=b}
     * @param silence what to say, and which settings to name, if it shows nothing and no reason was heard
     * @param patience how long it may show nothing
     * @param calm how long nothing must fail until it counts as back
     * @param nanos monotonic clock, for example System::nanoTime
     */
    public IntakeWatchdog(String what, String silence, Duration patience, Duration calm, LongSupplier nanos) {
        this.outage = new OutageLog("vidu.intake", what, OutageLog.ALL_WAITS, calm, nanos);
        this.silence = silence;
        this.patienceNanos = patience.toNanos();
        this.nanos = nanos;
        this.signNanos = nanos.getAsLong();
    }

    /** A sign: its source was asked for a message and gave one, or answered that there is none. */
    public synchronized void works() {
        signNanos = nanos.getAsLong();
        reason = Optional.empty();
        outage.available();
    }

    /** A try failed, which is logged at once, with what was heard before it: a timeout alone says little. */
    public synchronized void failed(String why) {
        outage.unavailable(reason.filter(before -> !why.contains(before))
                .map(before -> before + ", then " + why)
                .orElse(why));
    }

    /** Something was heard that may be the reason if no sign comes; alone it is none, since the next try may succeed. */
    public synchronized void heard(String why) {
        reason = Optional.of(why);
    }

    /** @param full whether as many messages are under way as may be, so that none is asked for: then no sign is expected */
    public synchronized void full(boolean full) {
        if (this.full && !full) {
            signNanos = nanos.getAsLong();
        }
        this.full = full;
    }

    /** @return whether it takes messages, as far as is known */
    public boolean isAvailable() {
        return !outage.isGone();
    }

    /** @return why it takes no messages, in the words of the log; nothing if it does */
    public Optional<Outage> outage() {
        return outage.outage();
    }

    /** @return for how long it has taken none; nothing if it takes messages */
    public Optional<Duration> awayFor() {
        return outage.goneFor();
    }

    /** @param due whether it should take messages: its route is started, and the gateway does not stop */
    synchronized void check(boolean due) {
        long now = nanos.getAsLong();
        if (!due || full) {
            signNanos = now;
        } else if (now - signNanos >= patienceNanos) {
            outage.unavailable(reason.orElse(silence));
        }
    }
}
