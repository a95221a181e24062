package dev.viduroutes.sandbox;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 90s}, {@code 2m}, {@code 24h}. */
final class DurationText {

    /** A number of at most nine digits and its unit. */
    static final String SYNTAX = "(\\d{1,9})(ms|s|m|h)";

    private static final Pattern PATTERN = Pattern.compile(SYNTAX);

    private DurationText() {}

    static Duration parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is not a duration; write it like 500ms, 90s, 2m or 24h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
