package dev.viduroutes.settings;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Settings of money that are set and that nobody reads: a misspelled one would let through what it is to hold back. */
final class MoneyNames {

    private static final List<String> FAMILIES = List.of("cap", "balance", "price", "route", "account");
    /** What begins so is explained by its reader. */
    private static final List<String> CHECKED =
            List.of("vidu.cap.", "vidu.price.", "vidu.route.", AccountSettings.PREFIX);

    private static final String PREFIX = "vidu.";
    private static final String VARIABLE = "VIDU_";
    /** What Kubernetes makes of a service that is called like the product. */
    private static final String SERVICE = "VIDU_ROUTES_";

    private MoneyNames() {}

    /** To be called when all settings have been read. */
    static void check(SettingReader read) {
        Set<String> keys = read.keys();
        for (String family : FAMILIES) {
            tell(
                    read,
                    read.names("").stream()
                            .filter(name -> isOf(name, PREFIX + family))
                            .toList(),
                    name -> keys.contains(name) || CHECKED.stream().anyMatch(name::startsWith),
                    family,
                    UnaryOperator.identity());
            Set<String> variables =
                    keys.stream().map(EnvironmentVariables::nameOf).collect(Collectors.toSet());
            tell(
                    read,
                    read.names(VARIABLE).stream()
                            .filter(name -> isOf(name, VARIABLE + family) && !name.startsWith(SERVICE))
                            .toList(),
                    variables::contains,
                    family,
                    EnvironmentVariables::nameOf);
        }
    }

    private static boolean isOf(String name, String beginning) {
        return name.toLowerCase(Locale.ROOT).startsWith(beginning.toLowerCase(Locale.ROOT));
    }

    private static void tell(
            SettingReader read,
            List<String> names,
            Predicate<String> isKnown,
            String family,
            UnaryOperator<String> written) {
        names.stream()
                .filter(isKnown.negate())
                .forEach(name -> read.problem(name
                        + " is set, and is the name of no setting; there are "
                        + read.keys().stream()
                                .filter(key -> key.startsWith(PREFIX + family))
                                .map(written)
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + (written.apply(PREFIX).equals(PREFIX)
                                ? ""
                                : "; what names a project or a provider stands in a file")));
    }
}
