package dev.viduroutes.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What Spring's sources say of settings whose names are the operator's. */
class SpringSettingsTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    private void set(String source, Map<String, Object> properties) {
        environment.getPropertySources().addFirst(new MapPropertySource(source, properties));
    }

    @Test
    void theyAreToldByTheirBeginningWithTheValueThatCounts() {
        set(
                "defaults",
                Map.of("vidu.cap.project.trailers.day", "500s", "vidu.price.official.*.*", "${dear}", "dear", "0.3"));
        set("profile", Map.of("vidu.cap.project.trailers.day", "900s", "spring.application.name", "shop"));
        SpringSettings settings = new SpringSettings(environment);

        assertThat(settings.loadProperties(name -> name.startsWith("vidu.cap.project.")))
                .isEqualTo(Map.of("vidu.cap.project.trailers.day", "900s"));
        assertThat(settings.loadProperties())
                .containsEntry("vidu.price.official.*.*", "0.3")
                .doesNotContainKey("spring.application.name");
    }
}
