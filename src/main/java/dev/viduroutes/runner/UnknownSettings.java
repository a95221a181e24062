package dev.viduroutes.runner;

import dev.viduroutes.settings.Settings;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** Keys that are set and that nobody reads: a misspelled one would silently leave its default in force. */
final class UnknownSettings {

    /** {@code ./mvnw -Psandbox} has options of its own. */
    private static final String OF_THE_SANDBOX = "vidu.sandbox.";

    private UnknownSettings() {}

    /** @return keys of properties, those of the system included, and names of environment variables */
    static Set<String> of(CamelContext context, Settings settings) {
        Set<String> variables = settings.keys().stream()
                .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
        Predicate<String> misread =
                key -> key.startsWith("vidu.") && !settings.keys().contains(key);
        Set<String> unknown = new TreeSet<>(
                context.getPropertiesComponent().loadProperties(misread).stringPropertyNames());
        System.getProperties().stringPropertyNames().stream()
                .filter(misread.and(key -> !key.startsWith(OF_THE_SANDBOX)))
                .forEach(unknown::add);
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith("VIDU_") && !variables.contains(name))
                .forEach(unknown::add);
        return unknown;
    }
}
