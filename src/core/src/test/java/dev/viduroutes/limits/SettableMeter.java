package dev.viduroutes.limits;

import io.github.bucket4j.TimeMeter;

/** A clock that stands still until a test moves it. */
public final class SettableMeter implements TimeMeter {

    private long nowNanos = 1;

    public void set(long nanos) {
        nowNanos = nanos;
    }

    @Override
    public long currentTimeNanos() {
        return nowNanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
