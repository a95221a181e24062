package dev.viduroutes.spring;

import dev.viduroutes.settings.EnvironmentVariables;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * The settings as Spring Boot has them. Camel's starter asks Spring only for what no other source knows, and the
 * packaged defaults know every key.
 */
final class SpringSettings implements LoadablePropertiesSource {

    private static final String OURS = "vidu.";

    private static final String ATTACHED = "configurationProperties";

    private final Environment environment;
    private final EnvironmentVariables variables = EnvironmentVariables.ofProcess();

    SpringSettings(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return "vidu-routes-spring";
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    /** Those of ours whose names are not ours to choose, such as a price of a provider, are told by their beginning. */
    @Override
    public Properties loadProperties(Predicate<String> filter) {
        Properties found = new Properties();
        if (environment instanceof ConfigurableEnvironment sources) {
            sources.getPropertySources().stream()
                    .filter(EnumerablePropertySource.class::isInstance)
                    .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                    .filter(name -> name.startsWith(OURS) && filter.test(name))
                    .forEach(name -> Optional.ofNullable(getProperty(name)).ifPresent(value -> found.put(name, value)));
        }
        return found;
    }

    /** Nothing is kept here. */
    @Override
    public void reloadProperties(String location) {}

    @Override
    public String getProperty(String name) {
        if (!name.startsWith(OURS)) {
            return null;
        }
        return variables.isVoid(name) && environment instanceof ConfigurableEnvironment sources
                ? belowTheVariables(sources, name)
                : environment.getProperty(name);
    }

    /** Spring takes an empty variable for a value, and an address that Kubernetes made of a service. */
    private static String belowTheVariables(ConfigurableEnvironment environment, String name) {
        return environment.getPropertySources().stream()
                .filter(source -> !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME))
                .filter(source -> !source.getName().equals(ATTACHED))
                .map(source -> source.getProperty(name))
                .filter(Objects::nonNull)
                .findFirst()
                .map(value -> environment.resolvePlaceholders(value.toString()))
                .orElse(null);
    }
}
