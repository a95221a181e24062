package dev.viduroutes.journal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process works on, and when the journal last confirmed it. An id stands here before its row names this owner,
 * and until nobody works on it.
 */
final class HeldLeases {

    /**
     * @param epoch 0 before the journal granted it
     * @param confirmed read before the statement that extended the lease was sent
     */
    private record Hold(long epoch, ClockReading confirmed) {}

    private static final Hold ASKED_FOR = new Hold(0, new ClockReading(0, 0));

    private final Map<String, Hold> held = new ConcurrentHashMap<>();

    /** @return whether nobody here works on it yet */
    boolean add(String requestId) {
        return held.putIfAbsent(requestId, ASKED_FOR) == null;
    }

    boolean contains(String requestId) {
        return held.containsKey(requestId);
    }

    /** The journal extended the lease of this epoch; what was confirmed of a later one counts more. */
    void confirm(String requestId, long epoch, ClockReading asked) {
        held.computeIfPresent(requestId, (id, hold) -> epoch < hold.epoch() ? hold : new Hold(epoch, asked));
    }

    /** @return whether this epoch is held, and was confirmed less than that long ago */
    boolean isConfirmed(String requestId, long epoch, ClockReading now, Duration within) {
        Hold hold = held.getOrDefault(requestId, ASKED_FOR);
        return epoch > 0 && hold.epoch() == epoch && hold.confirmed().until(now).compareTo(within) < 0;
    }

    void remove(String requestId) {
        held.remove(requestId);
    }

    void clear() {
        held.clear();
    }
}
