package dev.viduroutes.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads texts and secrets, and collects what is wrong with them, so that one start shows every mistake. */
class TextSettingReader {

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");

    private final Function<String, Optional<String>> values;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> secrets = new HashSet<>();
    /** Keys about which the first problem says enough. */
    private final Set<String> broken = new HashSet<>();

    TextSettingReader(Function<String, Optional<String>> values) {
        this.values = values;
    }

    String text(String key) {
        try {
            return visible(key, found(key));
        } catch (IllegalArgumentException leadsNowhere) {
            problems.add(key + " " + leadsNowhere.getMessage());
            broken.add(key);
            return "";
        }
    }

    /** A value that may stand in messages, unlike the secrets that may stand in it, as in a URL. */
    private String visible(String key, String value) {
        hideSecretsOf(value);
        if (QUOTED.matcher(value).matches()) {
            problem(key, value, "quotes are taken as a part of the value; leave them out");
            broken.add(key);
            return value.substring(1, value.length() - 1);
        }
        return value;
    }

    /** Blanks around a value never count: nobody sees them. */
    private String found(String key) {
        keys.add(key);
        return values.apply(key).map(VisibleText::stripped).orElse("");
    }

    String text(String key, Pattern allowed, String rule) {
        String value = text(key);
        if (!allowed.matcher(value).matches()) {
            problem(key, value, rule);
        }
        return value;
    }

    /** A text that may be left out: nothing if it is empty or {@code none}. */
    Optional<String> optional(String key, Pattern allowed, String rule) {
        String value = text(key);
        if (value.isEmpty() || value.equals("none")) {
            return Optional.empty();
        }
        return Optional.of(text(key, allowed, rule)).filter(allowed.asMatchPredicate());
    }

    /** Like {@link #text(String, Pattern, String)}, but the message keeps the value to itself. */
    String secret(String key, Pattern allowed, String rule) {
        String value = secret(key);
        secrets.add(value);
        if (!allowed.matcher(value).matches()) {
            problems.add(key + (value.isEmpty() ? " is not set" : " has a value that is not shown here") + "; " + rule);
        }
        return value;
    }

    private String secret(String key) {
        try {
            return found(key);
        } catch (IllegalArgumentException leadsNowhere) {
            // A password may hold what looks like a reference: no word of it is told.
            return "\0";
        }
    }

    /** An address in a form of its own, with options. */
    String address(String key, Pattern allowed, String rule) {
        String value = text(key);
        if (!allowed.matcher(value).matches()) {
            problem(key, AddressRedactor.withoutSecrets(value), rule);
        }
        return value;
    }

    /** No message shows the secrets in this text. */
    void hideSecretsOf(String text) {
        secrets.addAll(Secrets.within(text));
    }

    /** Something is wrong that has a message of its own. */
    void problem(String message) {
        problems.add(message);
    }

    void problem(String key, String value, String rule) {
        if (broken.contains(key)) {
            return;
        }
        problems.add(value.isEmpty() ? key + " is not set; " + rule : key + " is " + value + "; " + rule);
    }

    Set<String> keys() {
        return Set.copyOf(keys);
    }

    void finish() {
        Secrets.remember(secrets);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
