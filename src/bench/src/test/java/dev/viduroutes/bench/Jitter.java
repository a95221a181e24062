package dev.viduroutes.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How late a thread wakes that does nothing but sleep: what the machine, and whatever else runs on it, adds to every
 * figure beside it.
 */
final class Jitter implements AutoCloseable {

    private static final long SLEEP_MILLIS = 10;
    private static final int LONGEST_MILLIS = 1_000;

    private final long[] sleepsByLateMillis = new long[LONGEST_MILLIS + 1];
    private final Thread sleeper = new Thread(this::sleep, "bench-jitter");

    Jitter() {
        sleeper.setDaemon(true);
        sleeper.start();
    }

    /** @return real milliseconds that at most this share of the sleeps exceeded, 1000 at most */
    synchronized int lateMillis(double share) {
        long left = Math.round((1 - share) * Arrays.stream(sleepsByLateMillis).sum());
        int late = LONGEST_MILLIS;
        while (late > 0 && left > 0) {
            left -= sleepsByLateMillis[late];
            late--;
        }
        return late;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "machine: a sleep ends %d ms late at the 50th percentile, %d ms at the 99th, %d ms at the 99.9th",
                lateMillis(0.5),
                lateMillis(0.99),
                lateMillis(0.999));
    }

    Map<String, Object> values() {
        return Map.of(
                "case", "machine",
                "lateMillis50", lateMillis(0.5),
                "lateMillis99", lateMillis(0.99),
                "lateMillis999", lateMillis(0.999));
    }

    private void sleep() {
        try {
            while (true) {
                long start = System.nanoTime();
                TimeUnit.MILLISECONDS.sleep(SLEEP_MILLIS);
                note(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) - SLEEP_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(long lateMillis) {
        sleepsByLateMillis[(int) Math.max(0, Math.min(LONGEST_MILLIS, lateMillis))]++;
    }

    @Override
    public void close() {
        sleeper.interrupt();
    }
}
