package dev.viduroutes.settings;

import java.time.Duration;

/** The limits of an account: calls per rolling window, and tasks at once. */
public record LimitSettings(int requests, Duration window, int concurrentTasks) {

    private static final String PREFIX = "vidu.limits.";
    private static final String REQUESTS = "requests";
    private static final String WINDOW = "window";
    private static final String TASKS = "concurrent-tasks";

    static LimitSettings read(SettingReader read) {
        return new LimitSettings(requests(read, PREFIX), window(read, PREFIX), tasks(read, PREFIX));
    }

    /** @return those that are set below this prefix, and these for what is not */
    LimitSettings of(SettingReader read, String prefix) {
        return new LimitSettings(
                read.isSet(prefix + REQUESTS) ? requests(read, prefix) : requests,
                read.isSet(prefix + WINDOW) ? window(read, prefix) : window,
                read.isSet(prefix + TASKS) ? tasks(read, prefix) : concurrentTasks);
    }

    /** @return both together; the calls as those of a minute */
    public LimitSettings plus(LimitSettings others) {
        Duration minute = Duration.ofMinutes(1);
        return new LimitSettings(perMinute() + others.perMinute(), minute, concurrentTasks + others.concurrentTasks);
    }

    private int perMinute() {
        return (int) Math.min(Integer.MAX_VALUE / 2, requests * 60_000L / window.toMillis());
    }

    private static int requests(SettingReader read, String prefix) {
        return read.integer(prefix + REQUESTS, 1, 1_000_000);
    }

    private static Duration window(SettingReader read, String prefix) {
        return read.duration(prefix + WINDOW, "100ms", "1h");
    }

    private static int tasks(SettingReader read, String prefix) {
        return read.integer(prefix + TASKS, 1, 100_000);
    }
}
