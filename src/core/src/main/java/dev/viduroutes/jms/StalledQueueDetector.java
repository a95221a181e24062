package dev.viduroutes.jms;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects messages that stay in a queue while its broker delivers none of them: the queue is paused, or another consumer has the
 * only right to it. Logged once, and once more when the message is gone. Thread-safe.
 */
final class StalledQueueDetector {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    /** How often the queue is browsed, while no message comes. */
    private static final Duration BROWSE_INTERVAL = Duration.ofSeconds(15);
    /** A message that arrives just now is there for a moment; with the browse interval this stays below a minute. */
    private static final Duration STALLED = Duration.ofSeconds(28);

    private final String place;
    private final String setting;
    private final LongSupplier undecodable;
    private final LongSupplier nanos;
    /** Count before the browsing. */
    private long undecodableBefore;
    /** What is in the queue is known, and logged, to be undecodable. */
    private boolean blind;

    private long quietNanos;
    /** The first message of the queue, and since when. */
    private Optional<String> first = Optional.empty();

    private long firstNanos;
    private boolean told;

    /**
     * @param place what the intake is called in the log, such as {@code intake=jms broker=tcp://a:61616 queue=b}
     * @param setting that names the queue
     * @param undecodable how many messages the client could not decode so far; browsing would find each of them again
     * @param nanos monotonic clock, for example System::nanoTime
     */
    StalledQueueDetector(String place, String setting, LongSupplier undecodable, LongSupplier nanos) {
        this.place = place;
        this.setting = setting;
        this.undecodable = undecodable;
        this.nanos = nanos;
        quietNanos = nanos.getAsLong();
    }

    /** A message was taken. */
    synchronized void received() {
        quietNanos = nanos.getAsLong();
        blind = false;
        begin(Optional.empty());
    }

    private void begin(Optional<String> message) {
        if (told) {
            LOG.info("{} is given what stands there again", place);
        }
        told = false;
        first = message;
        firstNanos = nanos.getAsLong();
    }

    /** @return whether nothing came for so long that the caller, and nobody else, should browse the queue */
    synchronized boolean isBrowseDue() {
        long now = nanos.getAsLong();
        if (blind || now - quietNanos < BROWSE_INTERVAL.toNanos()) {
            return false;
        }
        quietNanos = now;
        undecodableBefore = undecodable.getAsLong();
        return true;
    }

    /** @param message the id of the first message of the queue; empty if there is none */
    synchronized void browsed(Optional<String> message) {
        blind = undecodable.getAsLong() != undecodableBefore;
        if (message.isEmpty() || !message.equals(first)) {
            begin(message);
        } else if (!told && nanos.getAsLong() - firstNanos >= STALLED.toNanos()) {
            told = true;
            LOG.warn(
                    "{} takes nothing: messages stand in {}, and the broker gives this process none of them; is the queue"
                            + " paused, or have other consumers the only right to it (exclusive, message groups, a higher"
                            + " priority)?",
                    place,
                    setting);
        }
    }
}
