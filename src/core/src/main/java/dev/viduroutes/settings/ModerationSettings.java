package dev.viduroutes.settings;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * When refusals for content hold submits back.
 *
 * @param limit so many refusals do
 * @param window within this time
 * @param action {@code hold}, {@code warn} or {@code off}
 */
public record ModerationSettings(int limit, Duration window, String action) {

    private static final Pattern ACTION = Pattern.compile("hold|warn|off");

    static ModerationSettings read(SettingReader read) {
        return new ModerationSettings(
                read.integer("vidu.moderation.limit", 1, 1_000_000),
                read.duration("vidu.moderation.window", "1s", "30d"),
                read.text("vidu.moderation.action", ACTION, "it must be hold, warn or off"));
    }

    public boolean holds() {
        return action.equals("hold");
    }

    /** @return whether refusals are looked at */
    public boolean counts() {
        return !action.equals("off");
    }
}
