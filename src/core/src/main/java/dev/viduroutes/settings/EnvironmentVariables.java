package dev.viduroutes.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Settings in the environment. A variable without a value is not set: Compose files and charts write {@code VIDU_X=} for
 * what nobody chose. Nor are variables that Kubernetes makes of services, some of which have the names of settings.
 */
public final class EnvironmentVariables {

    private static final String OURS = "VIDU_";
    private static final Pattern LINK_NAME = Pattern.compile(
            ".*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
    private static final Pattern LINK_ADDRESS = Pattern.compile("(tcp|udp|sctp)://\\S+:\\d+");

    private final Map<String, String> environment;

    EnvironmentVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @return those of this process */
    public static EnvironmentVariables ofProcess() {
        return new EnvironmentVariables(System.getenv());
    }

    /** @return the variable of a setting, the same whatever the language of the machine is */
    public static String nameOf(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    /** @return what the environment says of a setting */
    Optional<String> valueOf(String key) {
        String name = nameOf(key);
        return Optional.ofNullable(environment.get(name)).filter(value -> says(name, value));
    }

    /** @return a variable that is no setting of ours, by its own name; one without a value is not set */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** @return whether the setting's variable is there and means nothing, so that whoever reads it must not believe it */
    public boolean isVoid(String key) {
        String name = nameOf(key);
        return environment.containsKey(name) && !says(name, environment.get(name));
    }

    private static boolean says(String name, String value) {
        return !value.isBlank() && !isServiceLink(name, value);
    }

    private static boolean isServiceLink(String name, String value) {
        return LINK_NAME.matcher(name).matches()
                || (name.endsWith("_PORT") && LINK_ADDRESS.matcher(value).matches());
    }

    /** @return names of ours that Kubernetes made of services */
    public Set<String> serviceLinks() {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(OURS))
                .filter(variable -> isServiceLink(variable.getKey(), variable.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return names of every variable that has a value */
    public Set<String> names() {
        return environment.entrySet().stream()
                .filter(variable -> says(variable.getKey(), variable.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
