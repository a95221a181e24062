package dev.viduroutes.settings;

import java.time.Duration;

/** How a running task is asked about. */
public record PollSettings(Duration firstDelay, Duration interval, int notFoundLimit, Duration taskTimeout) {

    static PollSettings read(SettingReader read) {
        return new PollSettings(
                read.duration("vidu.poll.first-delay", "0s", "10m"),
                read.duration("vidu.poll.interval", "10ms", "10m"),
                read.integer("vidu.poll.not-found-limit", 1, 1_000),
                read.duration("vidu.task.timeout", "1s", "7d"));
    }
}
