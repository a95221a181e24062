package dev.viduroutes.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Settings without Camel: the declared defaults, what has none, and what a test sets differently. */
public final class TestSettings {

    public static final Path DECLARED = Path.of("config", "application.properties");

    private TestSettings() {}

    /** @param overrides {@code key, value, key, value, …} */
    public static Settings with(String... overrides) {
        Properties values = defaults();
        for (int i = 0; i < overrides.length; i += 2) {
            values.setProperty(overrides[i], overrides[i + 1]);
        }
        return Settings.of(
                key -> Optional.ofNullable(values.getProperty(key)),
                prefix -> values.stringPropertyNames().stream()
                        .filter(key -> key.startsWith(prefix))
                        .collect(Collectors.toCollection(TreeSet::new)),
                variable -> Optional.empty());
    }

    /** What the product declares, and the two settings that have no default. */
    static Properties defaults() {
        Properties values = declared();
        for (String used : List.of("vidu.home", "vidu.intake.file.directory")) {
            values.replaceAll((key, value) -> value.toString().replace("{{" + used + "}}", values.getProperty(used)));
        }
        // Here of one account.
        String slots = values.getProperty("vidu.limits.concurrent-tasks");
        values.replaceAll((key, value) -> value.toString().replace("{{vidu.accounts.concurrent-tasks}}", slots));
        values.setProperty("vidu.api.key", "key-of-this-test");
        values.setProperty("vidu.s3.bucket", "bucket-of-this-test");
        return values;
    }

    static Properties declared() {
        Properties values = new Properties();
        try (Reader file = Files.newBufferedReader(DECLARED)) {
            values.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return values;
    }
}
