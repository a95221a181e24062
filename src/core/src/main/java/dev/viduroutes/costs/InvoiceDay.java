package dev.viduroutes.costs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days as invoices write times: ISO 8601, with or without a time and its offset, or seconds or milliseconds since 1970. */
final class InvoiceDay {

    private static final Pattern ISO = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[T ].*)?");
    private static final Pattern SECONDS = Pattern.compile("\\d{10}");
    private static final Pattern MILLIS = Pattern.compile("\\d{13}");

    private InvoiceDay() {}

    /** @return the day in the zone; of a time without an offset the day that stands there; empty if it is none of these */
    static String of(String time, ZoneId zone) {
        try {
            Matcher iso = ISO.matcher(time);
            if (iso.matches()) {
                return withOffset(time, iso.group(1), zone);
            } else if (SECONDS.matcher(time).matches()) {
                return day(Instant.ofEpochSecond(Long.parseLong(time)), zone);
            } else if (MILLIS.matcher(time).matches()) {
                return day(Instant.ofEpochMilli(Long.parseLong(time)), zone);
            }
        } catch (DateTimeException none) {
            // No such day.
        }
        return "";
    }

    private static String withOffset(String time, String day, ZoneId zone) {
        try {
            return day(OffsetDateTime.parse(time.replace(' ', 'T')).toInstant(), zone);
        } catch (DateTimeException without) {
            return LocalDate.parse(day).toString();
        }
    }

    private static String day(Instant at, ZoneId zone) {
        return LocalDate.ofInstant(at, zone).toString();
    }
}
