package dev.viduroutes.settings;

import java.nio.file.Path;
import java.time.Duration;

/** The file intake. */
public record FileIntakeSettings(
        boolean fileEnabled, Path inbox, Path done, Duration pollInterval, Duration settle, Duration incompleteWait) {

    static FileIntakeSettings read(SettingReader read) {
        return new FileIntakeSettings(
                read.flag("vidu.intake.file.enabled"),
                read.directory("vidu.intake.file.directory"),
                read.directory("vidu.intake.file.done-directory"),
                read.duration("vidu.intake.file.poll-interval", "50ms", "1h"),
                read.duration("vidu.intake.file.settle", "0s", "1h"),
                read.duration("vidu.intake.file.incomplete-wait", "0s", "24h"));
    }
}
