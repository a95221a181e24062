package dev.viduroutes.console;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Adds the console to the Camel context of a Spring Boot application that has the routes. */
@AutoConfiguration
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
class ConsoleAutoConfiguration {

    /** Camel's starter takes every builder of routes that is a bean. */
    @Bean
    @ConditionalOnMissingBean
    ViduConsole viduConsole() {
        return new ViduConsole();
    }
}
