package dev.viduroutes.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.ResourceHelper;

/**
 * The one place that knows which value a setting has: environment, system property, whatever the host says, default. Our code
 * asks it, and so do the routes: {@code {{vidu:api.mode}}} is {@code vidu.api.mode}. Camel's own look-up takes an
 * empty variable for a value, finds none at all where the machine speaks Turkish, and writes what it finds into the log,
 * secrets too. To the host it is the lowest source of properties, so that {@code {{vidu.api.mode}}} works in its own routes.
 */
public final class SettingResolver implements PropertiesFunction, PropertiesSource, Ordered {

    /** Where the defaults stand, in the order in which a request meets them. */
    public static final String DEFAULTS = "classpath:vidu/application.properties";

    private static final String NAME = "vidu";
    /** No setting, but what others may refer to: how many tasks may be under way at once, over all accounts. */
    private static final String SLOTS = AccountSettings.NAMES + ".concurrent-tasks";

    /** Of what is in flight of a source. */
    private static final int MOST_SLOTS = 100_000;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{([^{}]+)}}");

    private static final int MOST_REFERENCES = 100;

    /** Camel has no function of its own for the content of a file. */
    private static final String FILE = "file";
    /** Functions that come with libraries. Without its library {@code {{aws:name}}} would be a key and its default. */
    private static final Set<String> VAULTS =
            Set.of("aws", "azure", "gcp", "hashicorp", "ibm", "cyberark", "secret", "secret-binary", "configmap");

    private final PropertiesComponent host;
    private final EnvironmentVariables environment;
    private final Properties defaults;

    private SettingResolver(PropertiesComponent host, EnvironmentVariables environment, Properties defaults) {
        this.host = host;
        this.environment = environment;
        this.defaults = defaults;
    }

    /**
     * Adds it to a context; once is enough, further calls change nothing.
     *
     * @param different what the caller's defaults are where they are not the packaged ones
     */
    public static void addTo(CamelContext context, Map<String, String> different) {
        PropertiesComponent host = (PropertiesComponent) context.getPropertiesComponent();
        if (host.getPropertiesSource(NAME) != null) {
            return;
        }
        Properties defaults = new Properties();
        try (InputStream file = ResourceHelper.resolveMandatoryResourceAsInputStream(context, DEFAULTS)) {
            defaults.putAll(PropertiesFile.read(DEFAULTS, file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        defaults.putAll(different);
        SettingResolver resolver = new SettingResolver(host, EnvironmentVariables.ofProcess(), defaults);
        host.addPropertiesSource(resolver);
        host.addPropertiesFunction(resolver);
    }

    /** @return the one of a context that it was added to */
    static SettingResolver of(CamelContext context) {
        return (SettingResolver) context.getPropertiesComponent().getPropertiesSource(NAME);
    }

    /**
     * @return the value, with what it refers to put in; nothing if nobody sets it
     * @throws IllegalArgumentException if it refers to what nobody sets, or to itself
     */
    Optional<String> value(String key) {
        return said(key, Set.of(key)).map(text -> filledIn(text, Set.of(key)));
    }

    /** @return the names that begin with a prefix, be it those of settings or of variables, which look different */
    Set<String> names(String prefix) {
        Stream<Properties> sources = host.getPropertiesSources().stream()
                .filter(LoadablePropertiesSource.class::isInstance)
                .map(source -> ((LoadablePropertiesSource) source).loadProperties(key -> key.startsWith(prefix)));
        Stream<Properties> all = Stream.concat(
                sources,
                Stream.of(System.getProperties(), host.getOverrideProperties(), host.getInitialProperties(), defaults));
        Stream<String> variables = readsEnvironment() ? environment.names().stream() : Stream.empty();
        Stream<String> settings =
                all.filter(Objects::nonNull).flatMap(properties -> properties.stringPropertyNames().stream());
        return Stream.concat(settings, variables)
                .filter(key -> key.startsWith(prefix))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Blanks around it never count, for our code and the routes alike, nor where another value refers to it. */
    private Optional<String> said(String key, Set<String> within) {
        return key.equals(SLOTS) ? Optional.of(slotsOfAll(within)) : said(key);
    }

    /** What is wrong with one of the numbers is told where that one is read. */
    private String slotsOfAll(Set<String> within) {
        String common = slots("vidu.limits.concurrent-tasks", within).orElse("");
        String names = slots(AccountSettings.NAMES, within).orElse("");
        long sum = 0;
        for (String name : names.split(",")) {
            String own = slots(AccountSettings.key(name.strip(), "concurrent-tasks"), within)
                    .orElse(common);
            if (names.isEmpty() || !NUMBER.matcher(own).matches()) {
                return common;
            }
            sum += Long.parseLong(own);
        }
        return Long.toString(Math.min(sum, MOST_SLOTS));
    }

    private Optional<String> slots(String key, Set<String> within) {
        return said(key).map(text -> filledIn(text, with(within, key))).filter(Predicate.not(String::isEmpty));
    }

    private Optional<String> said(String key) {
        return fromEnvironment(key)
                .or(() -> systemProperty(key))
                .or(() -> of(host.getOverrideProperties(), key))
                .or(() -> fromSources(key))
                .or(() -> of(host.getInitialProperties(), key))
                .or(() -> Optional.ofNullable(defaults.getProperty(key)))
                .map(VisibleText::stripped);
    }

    private Optional<String> fromEnvironment(String key) {
        return readsEnvironment() ? environment.valueOf(key) : Optional.empty();
    }

    /** @return a variable that is no setting of ours, if the host lets variables count at all */
    Optional<String> variable(String name) {
        return readsEnvironment() ? environment.variable(name) : Optional.empty();
    }

    private boolean readsEnvironment() {
        return host.getEnvironmentVariableMode() != PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER;
    }

    private Optional<String> systemProperty(String key) {
        return host.getSystemPropertiesMode() == PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER
                ? Optional.empty()
                : Optional.ofNullable(System.getProperty(key));
    }

    private static Optional<String> of(Properties properties, String key) {
        return Optional.ofNullable(properties.get(key)).map(Object::toString);
    }

    private Optional<String> fromSources(String key) {
        return host.getPropertiesSources().stream()
                .filter(Predicate.not(this::equals))
                .map(source -> source.getProperty(key))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** From the inside out: a reference may hold another one. */
    private String filledIn(String text, Set<String> within) {
        String filled = text;
        Matcher reference = REFERENCE.matcher(filled);
        for (int found = 0; reference.find(); found++) {
            if (found == MOST_REFERENCES) {
                throw new IllegalArgumentException("refers to more than " + MOST_REFERENCES + " other values");
            }
            String value = referredTo(reference.group(1), within);
            filled = filled.substring(0, reference.start()) + value + filled.substring(reference.end());
            reference = REFERENCE.matcher(filled);
        }
        return filled;
    }

    /** What Camel's placeholders may be, too: {@code key}, {@code key:default}, {@code ?key}, {@code function:argument}. */
    private String referredTo(String reference, Set<String> within) {
        boolean optional = reference.startsWith("?");
        String[] parts = reference.substring(optional ? 1 : 0).split(":", 2);
        String name = parts[0].strip();
        Optional<UnaryOperator<String>> function = parts.length == 2 ? function(name) : Optional.empty();
        if (function.isPresent()) {
            return ofFunction(name, function.get(), parts[1], optional);
        }
        Optional<String> value = said(name, within)
                .map(text -> filledIn(text, with(within, name)))
                .or(() -> parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
        if (value.isEmpty() && !optional) {
            throw new IllegalArgumentException("refers to {{" + reference + "}}, which nobody sets");
        }
        return value.orElse("");
    }

    /** The host's, those of libraries, which Camel looks for when they are asked for, and one for files. */
    private Optional<UnaryOperator<String>> function(String name) {
        PropertiesFunction found = host.getPropertiesFunction(name);
        if (found != null) {
            return Optional.of(found::apply);
        } else if (VAULTS.contains(name)) {
            throw new FailedFunctionException(name, "no library here has");
        }
        return name.equals(FILE) ? Optional.of(path -> new SecretFile("{{file:…}}", path).read()) : Optional.empty();
    }

    private static String ofFunction(String name, UnaryOperator<String> function, String argument, boolean optional) {
        Optional<String> value;
        try {
            value = Optional.ofNullable(function.apply(argument));
        } catch (RuntimeException failed) {
            throw FailedFunctionException.of(name, failed);
        }
        if (value.isEmpty() && !optional) {
            throw new FailedFunctionException(name, "finds nothing there");
        }
        return value.orElse("");
    }

    private static Set<String> with(Set<String> within, String name) {
        if (within.contains(name)) {
            throw new IllegalArgumentException("refers to {{" + name + "}}, which refers back to it");
        }
        Set<String> all = new HashSet<>(within);
        all.add(name);
        return all;
    }

    @Override
    public String apply(String remainder) {
        return getProperty(NAME + "." + remainder);
    }

    @Override
    public String getProperty(String key) {
        return defaults.containsKey(key) || key.equals(SLOTS) ? value(key).orElse(null) : null;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }
}
