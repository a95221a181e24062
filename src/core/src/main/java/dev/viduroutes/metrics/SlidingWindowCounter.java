package dev.viduroutes.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** Counts what happened within a sliding window, to a sixtieth of it. */
final class SlidingWindowCounter {

    private static final int PARTS = 60;

    private final long partNanos;
    private final LongSupplier nanoTime;
    private final int[] counts = new int[PARTS];
    private long part;

    SlidingWindowCounter(Duration window, LongSupplier nanoTime) {
        this.partNanos = Math.max(1, window.toNanos() / PARTS);
        this.nanoTime = nanoTime;
        this.part = now();
    }

    synchronized void add() {
        forgetOld();
        counts[(int) Math.floorMod(part, (long) PARTS)]++;
    }

    synchronized int count() {
        forgetOld();
        return Arrays.stream(counts).sum();
    }

    private void forgetOld() {
        long now = now();
        for (long passed = Math.max(part + 1, now - PARTS + 1); passed <= now; passed++) {
            counts[(int) Math.floorMod(passed, (long) PARTS)] = 0;
        }
        part = now;
    }

    private long now() {
        return Math.floorDiv(nanoTime.getAsLong(), partNanos);
    }
}
