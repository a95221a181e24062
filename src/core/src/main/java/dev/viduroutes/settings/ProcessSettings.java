package dev.viduroutes.settings;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The process.
 *
 * @param logFormat how the runner writes its log, which it has to know before it reads the other settings
 */
public record ProcessSettings(int threads, Duration shutdownTimeout, String logFormat) {

    static ProcessSettings read(SettingReader read) {
        return new ProcessSettings(
                read.integer("vidu.threads", 2, 1_000),
                read.duration("vidu.shutdown.timeout", "1s", "10m"),
                read.text("vidu.log.format", Pattern.compile("text|json"), "it must be text or json"));
    }
}
