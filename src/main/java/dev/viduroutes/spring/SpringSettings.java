package dev.viduroutes.spring;

import org.apache.camel.spi.PropertiesSource;
import org.springframework.core.env.Environment;

/**
 * The settings as Spring Boot has them. Camel's starter asks Spring only for what no other source knows, and the
 * packaged defaults know every key.
 */
final class SpringSettings implements PropertiesSource {

    private static final String OURS = "vidu.";

    private final Environment environment;

    SpringSettings(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return "vidu-routes-spring";
    }

    @Override
    public String getProperty(String name) {
        return name.startsWith(OURS) ? environment.getProperty(name) : null;
    }
}
