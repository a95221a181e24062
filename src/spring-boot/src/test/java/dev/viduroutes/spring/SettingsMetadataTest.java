package dev.viduroutes.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The settings as editors of Spring Boot hosts read them. */
class SettingsMetadataTest {

    @Test
    void editorsOfSpringHostsKnowEveryKeyWithItsEffectAndDefault() throws IOException {
        Properties declared = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("config", "application.properties"))) {
            declared.load(file);
        }
        JsonNode known;
        try (InputStream file = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            known = new ObjectMapper().readTree(file).path("properties");
        }

        Set<String> keys = new TreeSet<>();
        for (JsonNode property : known) {
            String key = property.path("name").asText();
            keys.add(key);
            assertThat(property.path("description").asText()).as(key).hasSizeGreaterThan(9);
            if (property.has("defaultValue")) {
                assertThat(property.path("defaultValue").asText()).as(key).isEqualTo(declared.getProperty(key));
            }
        }
        Set<String> files = new TreeSet<>(keys);
        files.removeAll(declared.stringPropertyNames());
        assertThat(files)
                .contains("vidu.api.key-file", "vidu.s3.secret-key-file")
                .allMatch(key -> key.endsWith("-file") && keys.contains(key.replaceFirst("-file$", "")));
        assertThat(keys).containsAll(declared.stringPropertyNames());
        assertThat(type(known, "vidu.task.timeout")).isEqualTo("java.time.Duration");
        assertThat(type(known, "vidu.limits.requests")).isEqualTo("java.lang.Integer");
        assertThat(type(known, "vidu.intake.jms.consumers"))
                .as("like what it refers to")
                .isEqualTo("java.lang.Integer");
        assertThat(type(known, "vidu.intake.file.enabled")).isEqualTo("java.lang.Boolean");
        assertThat(type(known, "vidu.request.max-bytes")).isEqualTo("java.lang.String");
    }

    private static String type(JsonNode known, String key) {
        return StreamSupport.stream(known.spliterator(), false)
                .filter(property -> property.path("name").asText().equals(key))
                .map(property -> property.path("type").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void editorsOfSpringHostsOfferTheValuesOfAChoice() throws IOException {
        JsonNode hints;
        try (InputStream file = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            hints = new ObjectMapper().readTree(file).path("hints");
        }

        assertThat(hints.toString())
                .contains("{\"name\":\"vidu.api.mode\",\"values\":[{\"value\":\"polling\"},{\"value\":\"callback\"}]}")
                .contains("SASL_SSL")
                .doesNotContain("file.enabled");
    }
}
