package dev.viduroutes.settings;

import java.time.Duration;

/** The limits of the account: calls per rolling window, and tasks at once. */
public record LimitSettings(int requests, Duration window, int concurrentTasks) {

    static LimitSettings read(SettingReader read) {
        return new LimitSettings(
                read.integer("vidu.limits.requests", 1, 1_000_000),
                read.duration("vidu.limits.window", "100ms", "1h"),
                read.integer("vidu.limits.concurrent-tasks", 1, 100_000));
    }
}
