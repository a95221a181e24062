package dev.viduroutes.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that carry their unit: {@code 75s}, {@code 5MiB}, {@code 80%}. */
final class Units {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)");
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%");

    private Units() {}

    /** @return the duration, or nothing if the text is not one */
    static Optional<Duration> duration(String text) {
        return scaled(DURATION.matcher(text), MILLIS).map(Duration::ofMillis);
    }

    /** @return the number of bytes, or nothing if the text is not a size */
    static Optional<Long> bytes(String text) {
        return scaled(SIZE.matcher(text), BYTES);
    }

    /** @return the per cent, or nothing if the text is not a share */
    static Optional<Integer> percent(String text) {
        Matcher share = PERCENT.matcher(text);
        return share.matches() ? Optional.of(Integer.valueOf(share.group(1))) : Optional.empty();
    }

    private static Optional<Long> scaled(Matcher text, Map<String, Long> units) {
        if (!text.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.group(1));
        long unit = units.get(text.group(2));
        return number > Long.MAX_VALUE / unit ? Optional.empty() : Optional.of(number * unit);
    }
}
