package dev.viduroutes.request;

import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time in names of files that make room for others. Camel's own {@code date} has the digits and the calendar of the
 * machine's language: in Thailand it writes the year 2569.
 */
public final class Stamps {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT);

    private final InstantSource clock;

    public Stamps(InstantSource clock) {
        this.clock = clock;
    }

    /** @return now, in the time zone of the machine, such as {@code 20261128-184500-123} */
    public String now() {
        return FORM.format(clock.instant().atZone(ZoneId.systemDefault()));
    }
}
