package dev.viduroutes.settings;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be spent at most.
 *
 * @param caps all of them; empty if nothing is capped
 * @param refuses whether what is over becomes a dead letter; else it waits
 * @param zone in which days and months begin
 * @param asksApi whether the API's clock is asked, too, what day it is
 * @param waiting requests of one source that wait for a cap without a place among those in flight
 */
public record CapSettings(List<Limit> caps, boolean refuses, ZoneId zone, boolean asksApi, int waiting) {

    /** What a cap is for. */
    public enum Period {
        REQUEST,
        DAY,
        MONTH
    }

    /**
     * One cap.
     *
     * @param key of the setting
     * @param account that it is for; empty for all together
     * @param project that it is for; empty for all together, {@code *} for each that has none of its own
     * @param currency empty for seconds
     * @param amount in millionths of the currency, or seconds
     */
    public record Limit(String key, Period period, String account, String project, String currency, long amount) {

        /** A cap for all accounts together. */
        public Limit(String key, Period period, String project, String currency, long amount) {
            this(key, period, "", project, currency, amount);
        }

        private Limit of(String name) {
            return new Limit(key, period, name, project, currency, amount);
        }

        /** @return the same cap of another amount */
        public Limit withAmount(long other) {
            return new Limit(key, period, account, project, currency, other);
        }

        /** @return the amount that a text tells in the unit of this cap; nothing if it is none */
        public OptionalLong parse(String text) {
            Matcher seconds = SECONDS.matcher(text);
            if (currency.isEmpty()) {
                return seconds.matches() ? OptionalLong.of(Long.parseLong(seconds.group(1))) : OptionalLong.empty();
            }
            return MONEY.matcher(text).matches() ? OptionalLong.of(millionths(text)) : OptionalLong.empty();
        }
    }

    /** The amount of what a project may spend that the cap of each project is not for. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final String NONE = "none";
    private static final String PREFIX = "vidu.cap.";
    private static final String PROJECT = PREFIX + "project.";
    private static final Set<String> NAMES = Set.of("request", "day", "month", "action", "waiting", "zone", "clock");
    private static final Pattern OF_PROJECT = Pattern.compile("vidu\\.cap\\.project\\.(.{1,200})\\.day");
    private static final Pattern MONEY = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})s");

    /** In place of a project: each that has no cap of its own, by itself. */
    public static final String EACH_PROJECT = "*";

    /** An amount of money is kept as a whole number of these. */
    public static final int MILLIONTHS = 6;

    public CapSettings {
        caps = List.copyOf(caps);
    }

    static CapSettings read(SettingReader read, PriceSettings prices) {
        checkNames(read);
        List<Limit> caps = new ArrayList<>();
        for (Period period : Period.values()) {
            String key = PREFIX + period.name().toLowerCase(Locale.ROOT);
            limit(read, key, period, "", prices).ifPresent(caps::add);
            for (String account : AccountSettings.names(read)) {
                String own = AccountSettings.key(account, "cap." + period.name().toLowerCase(Locale.ROOT));
                if (read.isSet(own)) {
                    limit(read, own, period, "", prices)
                            .map(cap -> cap.of(account))
                            .ifPresent(caps::add);
                }
            }
        }
        for (String key : read.names(PROJECT)) {
            Matcher name = OF_PROJECT.matcher(key);
            if (name.matches()) {
                limit(read, key, Period.DAY, name.group(1), prices).ifPresent(caps::add);
                if (read.text(key).equals(NONE)) {
                    caps.add(new Limit(key, Period.DAY, name.group(1), "", UNLIMITED));
                }
            } else {
                read.problem(key, read.text(key), "its name must be " + PROJECT + "<project>.day");
            }
        }
        return new CapSettings(
                caps,
                read.text(PREFIX + "action", Pattern.compile("wait|refuse"), "it must be wait or refuse")
                        .equals("refuse"),
                zone(read),
                read.text(PREFIX + "clock", Pattern.compile("api|journal"), "it must be api or journal")
                        .equals("api"),
                read.integer(PREFIX + "waiting", 0, 10_000));
    }

    /** A cap whose name is misspelled would let everything through. */
    private static void checkNames(SettingReader read) {
        read.names(PREFIX).stream()
                .filter(key -> !key.startsWith(PROJECT))
                .filter(key -> !NAMES.contains(key.substring(PREFIX.length())))
                .forEach(key -> read.problem(
                        key,
                        read.text(key),
                        "its name must be " + PREFIX + "request, day, month or project.<project>.day"));
    }

    private static Optional<Limit> limit(
            SettingReader read, String key, Period period, String project, PriceSettings prices) {
        String value = read.text(key);
        Matcher seconds = SECONDS.matcher(value);
        if (value.isEmpty() || value.equals(NONE)) {
            return Optional.empty();
        } else if (seconds.matches()) {
            return Optional.of(new Limit(key, period, project, "", Long.parseLong(seconds.group(1))));
        } else if (MONEY.matcher(value).matches() && !prices.isEmpty()) {
            return Optional.of(new Limit(key, period, project, prices.currency(), millionths(value)));
        }
        read.problem(
                key,
                value,
                "it must be seconds of video, such as 500s, or an amount of money, such as 25.50, which needs prices"
                        + " (vidu.price.*.*), or none");
        return Optional.empty();
    }

    private static long millionths(String money) {
        return new BigDecimal(money).movePointRight(MILLIONTHS).longValueExact();
    }

    private static ZoneId zone(SettingReader read) {
        String value = read.text(PREFIX + "zone");
        try {
            return ZoneId.of(value);
        } catch (DateTimeException unknown) {
            read.problem(PREFIX + "zone", value, "it must be a time zone, such as UTC or Europe/Berlin");
            return ZoneOffset.UTC;
        }
    }
}
