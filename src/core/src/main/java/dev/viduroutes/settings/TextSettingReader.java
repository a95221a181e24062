package dev.viduroutes.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads texts and secrets, and collects what is wrong with them, so that one start shows every mistake. */
class TextSettingReader {

    /** In place of a secret that can't be read. */
    static final String BROKEN = "?";

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");

    private final SettingValues values;
    private final Function<String, Set<String>> names;
    private final Function<String, Optional<String>> variables;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> secrets = new HashSet<>();
    /** Keys about which the first problem says enough. */
    private final Set<String> broken = new HashSet<>();

    /**
     * @param names of the settings that begin with a prefix
     * @param variables of the environment that are none of ours
     */
    TextSettingReader(
            Function<String, Optional<String>> values,
            Function<String, Set<String>> names,
            Function<String, Optional<String>> variables) {
        this.values = new SettingValues(values);
        this.names = names;
        this.variables = variables;
    }

    /** The settings below a prefix whose names are not ours to choose. */
    Set<String> names(String prefix) {
        return names.apply(prefix);
    }

    /** @return whether somebody sets a setting that need not be declared, be it by a variable */
    boolean isSet(String key) {
        return values.isSet(key);
    }

    String text(String key) {
        try {
            return visible(key, values.of(key));
        } catch (IllegalArgumentException leadsNowhere) {
            broken(key, key + " " + leadsNowhere.getMessage());
            return "";
        } catch (SettingsException unusableFile) {
            broken(key, unusableFile.getMessage());
            return "";
        }
    }

    /** The first problem of a key is enough; later ones are left out. */
    void broken(String key, String message) {
        if (broken.add(key)) {
            problems.add(message);
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
        if (!Secrets.isSecret(key)) {
            throw new IllegalStateException(key + " is read as a secret, and is none by Secrets.isSecret");
        }
        try {
            String value = values.of(key);
            secrets.add(value);
            if (!allowed.matcher(value).matches() && !broken.contains(key)) {
                problems.add(unshown(key, value) + "; " + rule);
            }
            return value;
        } catch (FailedFunctionException | SettingsException told) {
            broken(key, told instanceof SettingsException ? told.getMessage() : key + " " + told.getMessage());
        } catch (IllegalArgumentException leadsNowhere) {
            // A password may hold what looks like a reference: no word of it is told.
            broken(key, unshown(key, "?") + "; " + rule);
        }
        // Set, whatever it is.
        return BROKEN;
    }

    private String unshown(String key, String value) {
        return values.fileOf(key)
                .map(file -> file.name() + " is " + file.path() + ", whose content is not shown here")
                .orElse(key + (value.isEmpty() ? " is not set" : " has a value that is not shown here"));
    }

    /** A secret that is read again when its file changes. */
    RotatingSecret rotatingSecret(String key, Pattern allowed, String rule) {
        return new RotatingSecret(secret(key, allowed, rule), fileOf(key), allowed, rule, System::nanoTime);
    }

    /** Like {@link #rotatingSecret(String, Pattern, String)}; nothing if it may be left out and is. */
    Optional<RotatingSecret> rotatingSecret(String key, Pattern allowed, String rule, boolean required) {
        return required || values.contains(key) ? Optional.of(rotatingSecret(key, allowed, rule)) : Optional.empty();
    }

    private Optional<SecretFile> fileOf(String key) {
        return broken.contains(key) ? Optional.empty() : values.fileOf(key);
    }

    /** A text that holds a secret, and is none where it holds none: no message may show it as it is. */
    String hidden(String key, String rule) {
        try {
            return values.of(key);
        } catch (FailedFunctionException | SettingsException told) {
            broken(key, told instanceof SettingsException ? told.getMessage() : key + " " + told.getMessage());
        } catch (IllegalArgumentException leadsNowhere) {
            broken(key, unshown(key, "?") + "; " + rule);
        }
        return "";
    }

    /** @return a variable of the environment that is none of ours */
    Optional<String> variable(String name) {
        return variables.apply(name).map(VisibleText::stripped).filter(value -> !value.isEmpty());
    }

    /** An address in a form of its own, with options. */
    String address(String key, Pattern allowed, String rule) {
        String value = text(key);
        if (!allowed.matcher(value).matches()) {
            problem(key, AddressRedactor.withoutSecrets(value), rule);
        }
        return value;
    }

    /** No message shows the value if it is a secret by its name, or holds one. */
    void hideSecretOf(String name, String value) {
        if (Secrets.isNameOfOne(name)) {
            secrets.add(value);
        }
        hideSecretsOf(name + "=" + value);
    }

    /** No message shows the secrets in this text. */
    void hideSecretsOf(String text) {
        secrets.addAll(Secrets.within(text));
    }

    /** No message shows this password, nor user and password as they are sent: {@code user:password}. */
    void hideLogin(ProxyAddress proxy) {
        secrets.add(proxy.login());
        secrets.add(proxy.password());
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
        return values.keys();
    }

    void finish() {
        Secrets.remember(secrets);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
