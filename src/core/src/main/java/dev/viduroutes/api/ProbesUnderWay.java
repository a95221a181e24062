package dev.viduroutes.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Accounts with a question under way, which may wait for its account's budget, and for a server that says nothing. One that was never
 * heard of again counts as over some time later, so that it is asked once more. Thread-safe.
 */
final class ProbesUnderWay {

    private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();

    private final LongSupplier nanos;
    private final Map<String, Long> begun = new HashMap<>();

    /** @param nanos monotonic clock, for example System::nanoTime */
    ProbesUnderWay(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized boolean contains(String account) {
        Long since = begun.get(account);
        return since != null && nanos.getAsLong() - since < LONGEST_NANOS;
    }

    /** @return whether none was under way */
    synchronized boolean add(String account) {
        boolean isFree = !contains(account);
        if (isFree) {
            begun.put(account, nanos.getAsLong());
        }
        return isFree;
    }

    synchronized void remove(String account) {
        begun.remove(account);
    }
}
