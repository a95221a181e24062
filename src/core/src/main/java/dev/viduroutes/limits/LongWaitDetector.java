package dev.viduroutes.limits;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices that the first in a queue has waited for a minute: once, until the queue is empty again. Not thread-safe. */
final class LongWaitDetector {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private boolean told;
    private long beginNanos;

    /** @param nanos monotonic clock, for example System::nanoTime */
    LongWaitDetector(LongSupplier nanos) {
        this.nanos = nanos;
        restart();
    }

    long now() {
        return nanos.getAsLong();
    }

    /** The wait until now does not count, since something else is known to have been the reason. */
    void restart() {
        beginNanos = nanos.getAsLong();
    }

    /** The queue is empty. */
    void isOver() {
        told = false;
    }

    /**
     * @param sinceNanos when the wait of the first began
     * @return whether that is to be logged
     */
    boolean isNews(long sinceNanos) {
        boolean news = !told && leftNanos(sinceNanos) <= 0;
        told |= news;
        return news;
    }

    /** @return how long it takes until the wait is a long one; a minute if it is one already */
    long leftNanos(long sinceNanos) {
        return told ? LONG.toNanos() : LONG.toNanos() - (now() - Math.max(sinceNanos, beginNanos));
    }
}
