package dev.viduroutes.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Metrics and health of the runner.
 *
 * @param token what callers must know to see more than whether it is up; nothing if all may see all
 * @param downAfter health is down while an intake or the journal is away for longer; zero for never
 */
public record ManagementSettings(ServerSettings server, Optional<RotatingSecret> token, Duration downAfter) {

    static final String PREFIX = "vidu.management.";

    static ManagementSettings read(SettingReader read) {
        return new ManagementSettings(
                ServerSettings.read(read, PREFIX, 0),
                read.rotatingSecret(
                        PREFIX + "token",
                        Pattern.compile("[!-~]{16,512}"),
                        "it must be 16 to 512 visible ASCII characters that nobody can guess",
                        false),
                read.duration(PREFIX + "down-after", "0s", "24h"));
    }

    public boolean isServed() {
        return server.port() != 0;
    }
}
