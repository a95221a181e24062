package dev.viduroutes.settings;

import java.time.Duration;

/** The process. */
public record ProcessSettings(int threads, Duration shutdownTimeout) {

    static ProcessSettings read(SettingReader read) {
        return new ProcessSettings(
                read.integer("vidu.threads", 2, 1_000), read.duration("vidu.shutdown.timeout", "1s", "10m"));
    }
}
