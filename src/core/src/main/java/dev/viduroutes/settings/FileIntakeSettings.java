package dev.viduroutes.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The file intake.
 *
 * @param inbox requests
 * @param urgent requests that are submitted before others
 * @param inFlight request files of each of the two that are taken at once
 */
public record FileIntakeSettings(
        boolean fileEnabled,
        Path inbox,
        Path urgent,
        Path done,
        Duration pollInterval,
        Duration settle,
        Duration incompleteWait,
        int inFlight) {

    static FileIntakeSettings read(SettingReader read) {
        Path inbox = read.directory("vidu.intake.file.directory");
        return new FileIntakeSettings(
                read.flag("vidu.intake.file.enabled"),
                inbox,
                urgent(read, inbox),
                read.directory("vidu.intake.file.done-directory"),
                read.duration("vidu.intake.file.poll-interval", "50ms", "1h"),
                read.duration("vidu.intake.file.settle", "0s", "1h"),
                read.duration("vidu.intake.file.incomplete-wait", "0s", "24h"),
                read.integer("vidu.intake.file.in-flight", 1, 100_000));
    }

    /** What lies in a folder of both kinds would be taken by either. */
    private static Path urgent(SettingReader read, Path inbox) {
        Path urgent = read.directory("vidu.intake.file.urgent-directory");
        if (place(urgent).equals(place(inbox))) {
            read.problem(
                    "vidu.intake.file.urgent-directory",
                    urgent.toString(),
                    "it must be another folder than vidu.intake.file.directory");
        }
        return urgent;
    }

    /** @return whether what lies in this folder is urgent */
    public boolean isUrgent(Path folder) {
        return place(folder).equals(place(urgent));
    }

    private static Path place(Path folder) {
        return folder.toAbsolutePath().normalize();
    }
}
