package dev.viduroutes.settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads typed values. */
final class SettingReader extends TextSettingReader {

    private static final Pattern CREDENTIAL = Pattern.compile("[!-~]{0,256}");
    private static final String CREDENTIAL_RULE = "it must be visible ASCII characters";

    SettingReader(
            Function<String, Optional<String>> values,
            Function<String, Set<String>> names,
            Function<String, Optional<String>> variables) {
        super(values, names, variables);
    }

    /** A user at a server, or nobody. */
    String user(String key) {
        return text(key, CREDENTIAL, CREDENTIAL_RULE);
    }

    /** Like {@link #user}, but the message keeps the value to itself. */
    String password(String key) {
        return secret(key, CREDENTIAL, CREDENTIAL_RULE);
    }

    /** A region of AWS. */
    String region(String key) {
        return text(key, Pattern.compile("[A-Za-z0-9-]{1,50}"), "it must be letters, digits and '-'");
    }

    /** Where a server of this process listens. */
    String ownAddress(String key) {
        return text(
                key,
                Pattern.compile("[A-Za-z0-9.:-]{1,100}"),
                "it must be an address or a host name of this machine, or 0.0.0.0 for all");
    }

    /** Where a file is that comes with the product or is the operator's own. */
    String location(String key) {
        return text(key, Pattern.compile("(classpath|file):.+"), "it must start with classpath: or file:");
    }

    boolean flag(String key) {
        String value = text(key, Pattern.compile("true|false"), "it must be true or false");
        return Boolean.parseBoolean(value);
    }

    int integer(String key, int least, int most) {
        String value = text(key);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the same message
        }
        problem(key, value, "it must be a whole number from " + least + " to " + most);
        return least;
    }

    Duration duration(String key, String least, String most) {
        String value = text(key);
        Optional<Duration> found = Units.duration(value);
        Duration lowest = Units.duration(least).orElseThrow();
        Duration highest = Units.duration(most).orElseThrow();
        if (found.isEmpty() || found.get().compareTo(lowest) < 0 || found.get().compareTo(highest) > 0) {
            problem(key, value, "it must be a duration from " + least + " to " + most + ", such as 500ms, 75s or 30m");
            return lowest;
        }
        return found.get();
    }

    int percent(String key, int least, int most) {
        String value = text(key);
        return Units.percent(value)
                .filter(share -> share >= least && share <= most)
                .orElseGet(() -> {
                    problem(key, value, "it must be a share from " + least + "% to " + most + "%, such as 80%");
                    return least;
                });
    }

    long bytes(String key, String least, String most) {
        String value = text(key);
        Optional<Long> found = Units.bytes(value);
        long lowest = Units.bytes(least).orElseThrow();
        if (found.isEmpty()
                || found.get() < lowest
                || found.get() > Units.bytes(most).orElseThrow()) {
            problem(key, value, "it must be a size from " + least + " to " + most + ", such as 512KiB or 5MiB");
            return lowest;
        }
        return found.get();
    }

    Path directory(String key) {
        String value = text(key);
        try {
            // The path becomes part of a Camel endpoint, where these characters have a meaning of their own.
            if (!value.isEmpty() && value.chars().noneMatch(c -> "?#%&{}".indexOf(c) >= 0 || c < ' ')) {
                return Path.of(value);
            }
        } catch (InvalidPathException unusable) {
            // falls through to the same message
        }
        problem(key, value, "it must be a path without any of ? # % & { }");
        return Path.of(".");
    }

    /** A file that is read elsewhere, or none. */
    String file(String key, String rule) {
        String value = text(key);
        try {
            if (value.isEmpty() || Files.isRegularFile(Path.of(value)) && Files.isReadable(Path.of(value))) {
                return value;
            }
        } catch (InvalidPathException unusable) {
            // falls through to the same message
        }
        broken(key, key + " is " + value + "; " + rule);
        return value;
    }

    /** The content of a properties file, which may hold secrets; nothing if none is named. */
    Map<String, String> properties(String key) {
        String file = text(key);
        Map<String, String> content = new HashMap<>();
        if (!file.isEmpty()) {
            try (InputStream open = Files.newInputStream(Path.of(file))) {
                Properties found = PropertiesFile.read(key + " is " + file + "; this file", open);
                found.stringPropertyNames().forEach(name -> content.put(name, found.getProperty(name)));
            } catch (SettingsException unreadable) {
                problem(unreadable.getMessage());
            } catch (IOException | IllegalArgumentException unusable) {
                problem(key, file, "it must name a properties file that can be read");
            }
        }
        content.forEach(this::hideSecretOf);
        return content;
    }

    /** @return nothing if it is empty */
    Optional<URI> optionalUrl(String key) {
        return text(key).isEmpty() ? Optional.empty() : Optional.of(url(key));
    }

    URI url(String key) {
        String value = text(key);
        try {
            URI url = URI.create(value);
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean plain = url.getRawQuery() == null && url.getRawUserInfo() == null && url.getRawFragment() == null;
            if (web && plain && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException unusable) {
            // falls through to the same message
        }
        problem(
                key,
                AddressRedactor.withoutSecrets(value),
                "it must be an http or https URL without user, query and fragment");
        return URI.create("http://localhost");
    }
}
