package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.EnvironmentVariables;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names that are set and that nobody reads: a misspelled one would silently leave its default in force, and so would one that
 * only looks right, since a letter has the wrong case, or a character in it can't be seen.
 */
final class UnknownSettings {

    /** {@code ./mvnw -Psandbox} has options of its own. */
    private static final String OF_THE_SANDBOX = "vidu.sandbox.";

    private static final int LONGEST_NAME = 200;

    private static final Predicate<String> NOT_ASCII =
            name -> name.chars().anyMatch(character -> character <= ' ' || character > '~');

    /** Letters and digits of each setting, and what it is called. */
    private final Map<String, String> keys = new TreeMap<>();

    private final Set<String> variables;
    private final Map<String, String> found = new TreeMap<>();

    private UnknownSettings(Set<String> known) {
        known.forEach(key -> keys.put(letters(key), key));
        variables = known.stream().map(EnvironmentVariables::nameOf).collect(Collectors.toSet());
    }

    /**
     * @param known keys of every setting
     * @param ofFile keys of the runner's own file
     * @param ofSystem names of system properties
     * @param environment names of variables
     * @return each, as it can be shown, and what its writer may have meant
     */
    static Map<String, String> of(
            Set<String> known, Set<String> ofFile, Set<String> ofSystem, Set<String> environment) {
        UnknownSettings unknown = new UnknownSettings(known);
        Predicate<String> isKnown = known::contains;
        unknown.tell(ofFile.stream().filter(isKnown.negate()), Function.identity(), NOT_ASCII);
        unknown.tell(
                ofSystem.stream().filter(isKnown.negate()).filter(name -> !name.startsWith(OF_THE_SANDBOX)),
                Function.identity(),
                name -> false);
        unknown.tell(
                environment.stream().filter(name -> !unknown.variables.contains(name)),
                EnvironmentVariables::nameOf,
                name -> false);
        return unknown.found;
    }

    /** @param odd names that are told whatever they look like */
    private void tell(Stream<String> names, Function<String, String> written, Predicate<String> odd) {
        names.filter(name -> looksLikeOurs(name) || odd.test(name)).forEach(name -> {
            String meant = keys.get(letters(name));
            found.put(
                    SanitizedText.of(name, LONGEST_NAME),
                    meant == null ? "is it misspelled?" : "did you mean " + written.apply(meant) + "?");
        });
    }

    private static boolean looksLikeOurs(String name) {
        return letters(name).startsWith("vidu") && !letters(name).startsWith("viduroutes");
    }

    /** What a person sees of a name, more or less. */
    private static String letters(String name) {
        return name.replace('\u0131', 'i')
                .replace('\u0130', 'i')
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }
}
