package dev.viduroutes.sandbox;

import java.util.regex.Pattern;

/** What may follow the {@code =} of a trigger. An empty text stands for "no value". */
enum FaultValue {
    NONE("", ""),
    CODE("=<CODE>", "[A-Za-z][A-Za-z0-9_]{0,99}"),
    SUBMIT_STATUS("=<status>[-<why>]", "(?:40[0-4]|429|500|503)(?:-[A-Za-z][A-Za-z0-9_]{0,99})?|408|502|504|52[0-7]"),
    STATUS("=<status>", "[45]\\d\\d"),
    ENVELOPE_CODE("=<code>", "[1-9]\\d{2,4}"),
    WORD("=<word>", "[A-Za-z][A-Za-z0-9_-]{0,99}"),
    OPTIONAL_DURATION("[=<duration>]", "|" + DurationText.SYNTAX),
    OPTIONAL_ALWAYS("[=always]", "|always"),
    COUNT("=<n>", "[1-9]\\d?"),
    MEGABYTES("=<n>MB", "[1-9]\\d{0,2}MB|1\\d{3}MB"),
    URL("=<url>", "\\S+"),
    OPTIONAL_URL("[=<url>]", "\\S*"),
    CALLBACK("=twice|early|late", "twice|early|late");

    private final String syntax;
    private final Pattern pattern;

    FaultValue(String syntax, String pattern) {
        this.syntax = syntax;
        this.pattern = Pattern.compile(pattern);
    }

    boolean allows(String value) {
        return pattern.matcher(value).matches();
    }

    /** A URL may end in anything, {@code x2} too: so it can't be followed by a number of times. */
    boolean isUrl() {
        return this == URL || this == OPTIONAL_URL;
    }

    String syntax() {
        return syntax;
    }
}
