package dev.viduroutes.spring;

import dev.viduroutes.PublicApi;
import dev.viduroutes.ViduRoutes;
import org.apache.camel.spi.PropertiesSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Adds the routes to the Camel context of a Spring Boot application, with the settings of its environment. To have the
 * jar without the routes, exclude this class ({@code spring.autoconfigure.exclude}).
 */
@PublicApi
@AutoConfiguration
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
public class ViduAutoConfiguration {

    /** Camel takes every source of properties that is a bean. */
    @Bean
    PropertiesSource viduSpringSettings(Environment environment) {
        return new SpringSettings(environment);
    }

    /** Camel's starter takes every builder of routes that is a bean. */
    @Bean
    @ConditionalOnMissingBean
    ViduRoutes viduRoutes() {
        return new ViduRoutes();
    }
}
