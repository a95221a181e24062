package dev.viduroutes.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How long a server asks to wait, in the header {@code Retry-After}. Servers and the proxies before them write it in many
 * ways; of several values the longest counts, and none for more than an hour.
 */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(1);
    /** Longer texts are no header of a sane server. */
    private static final int SEARCHED = 1_000;

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** {@code 06 Nov 1994 08:49:37}, {@code 06-Nov-94 08:49:37}: the day of the week before it says nothing more. */
    private static final Pattern DAY_FIRST = Pattern.compile(
            "(?<day>\\d{1,2})[ -](?<month>[a-z]{3})[a-z]*[ -](?<year>\\d{4}|\\d\\d) (?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)"
                    + "( (gmt|utc|z|(?<zone>[+-]\\d\\d:?\\d\\d)))?");
    /** {@code Nov  6 08:49:37 1994}. */
    private static final Pattern YEAR_LAST = Pattern.compile("(?<month>[a-z]{3})[a-z]* +(?<day>\\d{1,2}) "
            + "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d) (?<year>\\d{4})(?<zone>)?");
    /** {@code 1994-11-06T08:49:37Z}, which is not HTTP's but is met. */
    private static final Pattern ISO = Pattern.compile("(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)[t ]"
            + "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)(\\.\\d+)?(z|(?<zone>[+-]\\d\\d:?\\d\\d))?");

    private static final List<Pattern> DATES = List.of(DAY_FIRST, YEAR_LAST, ISO);

    private static final Pattern SECONDS =
            Pattern.compile("[\\s\"'=]*(?<number>[+-]?(\\d+(\\.\\d*)?|\\.\\d+))\\s*(?<unit>[a-z]*).*");

    private RetryAfter() {}

    /**
     * @param header a text, a list of them for a repeated header, or null for none
     * @return from zero to an hour
     */
    static Duration of(Object header, Instant now) {
        return texts(header)
                .flatMap(text -> waits(text.substring(0, Math.min(text.length(), SEARCHED)), now))
                .map(RetryAfter::bounded)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Stream<String> texts(Object header) {
        Stream<?> values = header instanceof Iterable<?> many
                ? StreamSupport.stream(many.spliterator(), false)
                : Stream.of(String.valueOf(header));
        return values.map(value -> String.valueOf(value).toLowerCase(Locale.ROOT));
    }

    /** A date holds commas and numbers of its own, so dates are taken out first. */
    private static Stream<Duration> waits(String text, Instant now) {
        Stream<Duration> waits = Stream.empty();
        String rest = text;
        for (Pattern date : DATES) {
            List<MatchResult> found = date.matcher(rest).results().toList();
            waits = Stream.concat(waits, found.isEmpty() ? Stream.empty() : untilDates(date, rest, now));
            rest = date.matcher(rest).replaceAll(",");
        }
        return Stream.concat(waits, Stream.of(rest.split("[,;\\[\\]]")).flatMap(RetryAfter::seconds));
    }

    private static Stream<Duration> untilDates(Pattern pattern, String text, Instant now) {
        Matcher date = pattern.matcher(text);
        Stream.Builder<Duration> waits = Stream.builder();
        while (date.find()) {
            try {
                waits.add(Duration.between(now, instant(date, now)));
            } catch (DateTimeException impossible) {
                // The 32nd of a month asks for nothing.
            }
        }
        return waits.build();
    }

    private static Instant instant(Matcher date, Instant now) {
        String month = date.group("month");
        int monthNumber = Character.isDigit(month.charAt(0)) ? number(date, "month") : MONTHS.indexOf(month) + 1;
        // A leap second is no second of Java's.
        int second = Math.min(number(date, "second"), 59);
        return LocalDateTime.of(
                        year(date, now),
                        monthNumber,
                        number(date, "day"),
                        number(date, "hour"),
                        number(date, "minute"),
                        second)
                .toInstant(zone(date.group("zone")));
    }

    private static ZoneOffset zone(String text) {
        return text == null || text.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(text);
    }

    /** Of two digits: no more than 50 years ahead (RFC 9110, 5.6.7). */
    private static int year(Matcher date, Instant now) {
        int year = number(date, "year");
        if (date.group("year").length() > 2) {
            return year;
        }
        int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
        int inThisCentury = thisYear / 100 * 100 + year;
        return inThisCentury > thisYear + 50 ? inThisCentury - 100 : inThisCentury;
    }

    private static int number(Matcher date, String group) {
        return Integer.parseInt(date.group(group));
    }

    private static Stream<Duration> seconds(String text) {
        Matcher matcher = SECONDS.matcher(text);
        if (!matcher.matches()) {
            return Stream.empty();
        }
        BigDecimal millis =
                new BigDecimal(matcher.group("number")).multiply(BigDecimal.valueOf(millis(matcher.group("unit"))));
        return Stream.of(Duration.ofMillis(millis.min(BigDecimal.valueOf(LONGEST.toMillis()))
                .max(BigDecimal.ZERO)
                .longValue()));
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms", "msec", "millis", "milliseconds" -> 1;
            case "m", "min", "mins", "minute", "minutes" -> 60_000;
            case "h", "hour", "hours" -> 3_600_000;
            default -> 1_000;
        };
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
