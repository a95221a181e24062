package dev.viduroutes.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Calls in a rolling window: an event counts until exactly one window after it happened. Keeps the instants of the last
 * window only. Not safe for threads by itself.
 */
final class RollingWindow {

    private final long windowNanos;
    private final Deque<Long> events = new ArrayDeque<>();
    private int largest;

    RollingWindow(long windowNanos) {
        this.windowNanos = windowNanos;
    }

    void add(long nowNanos) {
        forgetBefore(nowNanos);
        events.addLast(nowNanos);
        largest = Math.max(largest, events.size());
    }

    int size(long nowNanos) {
        forgetBefore(nowNanos);
        return events.size();
    }

    /** @return how long until the oldest event leaves the window; zero if there is none */
    long nanosUntilOldestLeaves(long nowNanos) {
        forgetBefore(nowNanos);
        return events.isEmpty() ? 0 : events.getFirst() + windowNanos - nowNanos;
    }

    /** @return the most events that any window held, ever */
    int largest() {
        return largest;
    }

    private void forgetBefore(long nowNanos) {
        while (!events.isEmpty() && nowNanos - events.getFirst() >= windowNanos) {
            events.removeFirst();
        }
    }
}
