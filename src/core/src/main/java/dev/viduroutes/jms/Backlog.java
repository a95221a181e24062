package dev.viduroutes.jms;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of messages that stand in a queue while its broker says to each question that there is none: so does one whose queue is
 * paused, or belongs to somebody else. It is told once, and once more when the message is gone. Thread-safe.
 */
final class Backlog {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    /** How often is looked, while no message comes. */
    private static final Duration LOOK = Duration.ofSeconds(15);
    /** A message that arrives just now is there for a moment; with the time between two looks this stays below a minute. */
    private static final Duration STANDS = Duration.ofSeconds(28);

    private final String place;
    private final String setting;
    private final LongSupplier undecodable;
    private final LongSupplier nanos;
    /** Before the look. */
    private long undecodableBefore;
    /** What stands there is known, and told, to be undecodable. */
    private boolean blind;

    private long quietNanos;
    /** The first message of the queue, and since when. */
    private Optional<String> first = Optional.empty();

    private long firstNanos;
    private boolean told;

    /**
     * @param place what the intake is called in the log, such as {@code intake=jms broker=tcp://a:61616 queue=b}
     * @param setting that names the queue
     * @param undecodable how many messages the client could not decode so far; a look would find each of them again
     * @param nanos monotonic clock, for example System::nanoTime
     */
    Backlog(String place, String setting, LongSupplier undecodable, LongSupplier nanos) {
        this.place = place;
        this.setting = setting;
        this.undecodable = undecodable;
        this.nanos = nanos;
        quietNanos = nanos.getAsLong();
    }

    /** A message was taken. */
    synchronized void moved() {
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

    /** @return whether nothing came for so long that the asker, and nobody else, should look into the queue */
    synchronized boolean isToBeLookedAt() {
        long now = nanos.getAsLong();
        if (blind || now - quietNanos < LOOK.toNanos()) {
            return false;
        }
        quietNanos = now;
        undecodableBefore = undecodable.getAsLong();
        return true;
    }

    /** @param message the id of the first message that stands there; empty if none does */
    synchronized void saw(Optional<String> message) {
        blind = undecodable.getAsLong() != undecodableBefore;
        if (message.isEmpty() || !message.equals(first)) {
            begin(message);
        } else if (!told && nanos.getAsLong() - firstNanos >= STANDS.toNanos()) {
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
