package dev.viduroutes.outage;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What was told lately, since what fails four times a second need not be told as often. Thread-safe. */
public final class Told {

    /** How long the same thing is not told again. */
    static final Duration REMINDER = Duration.ofMinutes(5);

    /** Reasons may hold names of files, of which there may be many. */
    private static final int MOST = 100;

    private final Map<String, Long> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    private final LongSupplier nanos;

    /** @param nanos of a clock that nobody sets, since whenever */
    public Told(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return whether it is to be told now */
    public synchronized boolean isNews(String what) {
        long now = nanos.getAsLong();
        Long before = told.get(what);
        if (before != null && now - before < REMINDER.toNanos()) {
            return false;
        }
        told.put(what, now);
        return true;
    }
}
