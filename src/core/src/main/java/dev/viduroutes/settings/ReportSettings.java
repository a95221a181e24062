package dev.viduroutes.settings;

import java.util.regex.Pattern;

/** Where outcomes and dead letters go: Camel endpoints. {@link #toString()} leaves them out. */
public record ReportSettings(String outcomeUri, String deadLetterUri) {

    private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z][A-Za-z0-9.+-]*:\\S+");

    static ReportSettings read(SettingReader read) {
        // An endpoint's options may hold passwords.
        return new ReportSettings(
                read.address(
                        "vidu.outcome.uri", ENDPOINT, "it must be a Camel endpoint, such as vidu-jms:queue:outcomes"),
                read.address(
                        "vidu.dead-letter.uri", ENDPOINT, "it must be a Camel endpoint, such as vidu-jms:queue:dead"));
    }

    @Override
    public String toString() {
        return "ReportSettings[]";
    }
}
