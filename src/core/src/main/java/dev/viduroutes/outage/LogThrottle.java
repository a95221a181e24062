package dev.viduroutes.outage;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lets a line into the log once in five minutes, since what fails four times a second need not be logged as often. Thread-safe. */
public final class LogThrottle {

    /** How long the same line is not logged again. */
    static final Duration INTERVAL = Duration.ofMinutes(5);

    /** Reasons may hold names of files, of which there may be many. */
    private static final int MOST = 100;

    private final Map<String, Long> logged = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    private final LongSupplier nanos;

    /** @param nanos monotonic clock, for example System::nanoTime */
    public LogThrottle(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return whether it is to be logged now */
    public synchronized boolean allows(String line) {
        long now = nanos.getAsLong();
        Long before = logged.get(line);
        if (before != null && now - before < INTERVAL.toNanos()) {
            return false;
        }
        logged.put(line, now);
        return true;
    }
}
