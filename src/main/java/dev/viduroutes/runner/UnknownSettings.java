package dev.viduroutes.runner;

import dev.viduroutes.settings.Settings;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** Keys that are set and that nobody reads: a misspelled one would silently leave its default in force. */
final class UnknownSettings {

    private UnknownSettings() {}

    /** @return keys of properties, and names of environment variables */
    static Set<String> of(CamelContext context, Settings settings) {
        Set<String> variables = settings.keys().stream()
                .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>(context.getPropertiesComponent()
                .loadProperties(
                        key -> key.startsWith("vidu.") && !settings.keys().contains(key))
                .stringPropertyNames());
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith("VIDU_") && !variables.contains(name))
                .forEach(unknown::add);
        return unknown;
    }
}
