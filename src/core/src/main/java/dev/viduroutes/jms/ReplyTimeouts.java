package dev.viduroutes.jms;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * For how long each destination has taken no reply although its broker was there. Counted for all replies to one destination
 * together: otherwise each message would hold up its consumer for the whole time. Thread-safe.
 */
final class ReplyTimeouts {

    /** How long a send to a destination may take that has not refused one. */
    static final Duration FIRST_TRY = Duration.ofSeconds(10);

    /** How long a send to a destination may take where replies were given up. */
    static final Duration LAST_TRY = Duration.ofSeconds(1);

    private static final int MOST_DESTINATIONS = 1_000;

    private final Map<String, Long> since = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_DESTINATIONS;
        }
    };

    private final Duration most;
    private final LongSupplier nanos;

    /** @param nanos monotonic clock, for example System::nanoTime */
    ReplyTimeouts(Duration most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
    }

    /** @return how long a send that begins now may take */
    synchronized Duration sendTimeout(String destination) {
        Duration left = since.containsKey(destination) ? left(destination) : FIRST_TRY;
        if (left.compareTo(LAST_TRY) < 0) {
            return LAST_TRY;
        }
        return left.compareTo(most) > 0 ? most : left;
    }

    /**
     * A send failed, and the broker is there. The time counts from the first of these: before it, the broker may have been
     * away.
     *
     * @return whether it is over
     */
    synchronized boolean isExpired(String destination) {
        since.putIfAbsent(destination, nanos.getAsLong());
        return left(destination).compareTo(Duration.ZERO) <= 0;
    }

    private Duration left(String destination) {
        return most.minusNanos(nanos.getAsLong() - since.get(destination));
    }

    synchronized void accepted(String destination) {
        since.remove(destination);
    }

    /** Nobody is to blame for what a broker does not take that is away. */
    synchronized void reset() {
        since.clear();
    }
}
