package dev.viduroutes.settings;

import java.util.regex.Pattern;

/** Where outcomes and dead letters go: Camel endpoints. {@link #toString()} leaves them out. */
public record ReportSettings(String outcomeUri, String deadLetterUri) {

    /** The defaults: no endpoint of a person's choice. */
    private static final Pattern NOWHERE = Pattern.compile("direct:(//)?vidu-drop-outcome\\b.*");

    private static final Pattern FOLDER = Pattern.compile("direct:(//)?vidu-bury-in-folder\\b.*");
    private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z][A-Za-z0-9.+-]*:\\S+");

    static ReportSettings read(SettingReader read) {
        // An endpoint's options may hold passwords.
        return new ReportSettings(
                read.address(
                        "vidu.outcome.uri", ENDPOINT, "it must be a Camel endpoint, such as vidu-jms:queue:outcomes"),
                read.address(
                        "vidu.dead-letter.uri", ENDPOINT, "it must be a Camel endpoint, such as vidu-jms:queue:dead"));
    }

    /** @return whether outcomes that no message asked to be sent elsewhere go anywhere */
    public boolean sendsOutcomes() {
        return !NOWHERE.matcher(outcomeUri).matches();
    }

    /** @return whether dead letters stay in the folder */
    public boolean keepsDeadLetters() {
        return FOLDER.matcher(deadLetterUri).matches();
    }

    @Override
    public String toString() {
        return "ReportSettings[]";
    }
}
