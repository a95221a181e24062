package dev.viduroutes.settings;

import java.time.Duration;

/**
 * The process.
 *
 * @param managementPort where metrics and health are served; 0 for nowhere
 */
public record ProcessSettings(int threads, Duration shutdownTimeout, String managementAddress, int managementPort) {

    static ProcessSettings read(SettingReader read) {
        return new ProcessSettings(
                read.integer("vidu.threads", 2, 1_000),
                read.duration("vidu.shutdown.timeout", "1s", "10m"),
                read.ownAddress("vidu.management.address"),
                read.integer("vidu.management.port", 0, 65_535));
    }
}
