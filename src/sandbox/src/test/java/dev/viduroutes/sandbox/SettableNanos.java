package dev.viduroutes.sandbox;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands still until a test moves it. */
final class SettableNanos implements LongSupplier {

    private final AtomicLong now = new AtomicLong();

    void advance(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    @Override
    public long getAsLong() {
        return now.get();
    }
}
