package dev.viduroutes.settings;

import java.time.Duration;
import java.util.regex.Pattern;

/** How long to wait before a call is tried again. */
public record RetrySettings(
        Duration firstDelay,
        Duration maxDelay,
        int submitAttempts,
        int failedTasks,
        Duration accountInterval,
        Duration uncertainGrace,
        boolean resubmitUncertain,
        String failures) {

    static RetrySettings read(SettingReader read) {
        return new RetrySettings(
                read.duration("vidu.retry.first-delay", "10ms", "10m"),
                read.duration("vidu.retry.max-delay", "10ms", "1h"),
                read.integer("vidu.submit.attempts", 1, 1_000),
                read.integer("vidu.retry.failed-tasks", 0, 100),
                read.duration("vidu.account.retry-interval", "100ms", "1h"),
                read.duration("vidu.submit.grace", "0s", "1h"),
                read.text(
                                "vidu.submit.uncertain",
                                Pattern.compile("dead-letter|resubmit"),
                                "it must be dead-letter or resubmit")
                        .equals("resubmit"),
                read.location("vidu.failures"));
    }
}
