package dev.viduroutes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Files that repeat what others say, for tools that can't read those. */
class SideFilesTest {

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
        assertThat(keys).isEqualTo(declared.stringPropertyNames());
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
                .contains("SCRAM-SHA-512")
                .doesNotContain("file.enabled");
    }

    /** The artifact of the sandbox needs what its code was built and tested with. */
    @Test
    void theSandboxsOwnPomNamesTheVersionsAndExclusionsOfTheBuild() throws IOException {
        String build = Files.readString(Path.of("pom.xml"));
        String sandbox = Files.readString(Path.of("src", "sandbox", "pom.xml"));

        for (String artifact : List.of("s3proxy", "jcodec")) {
            assertThat(dependency(sandbox, artifact)).isEqualTo(dependency(build, artifact));
        }
        assertThat(sandbox).contains("<version>" + firstVersion(build) + "</version>\n  <name>");
    }

    private static String firstVersion(String pom) {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(pom);
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    /** The dependency as it stands, with the values of the properties, without {@code optional}. */
    private static String dependency(String pom, String artifact) {
        int name = pom.indexOf("<artifactId>" + artifact + "</artifactId>");
        String found =
                pom.substring(name, pom.indexOf("</dependency>", name)).replaceAll("\\s*<optional>.*</optional>", "");
        Matcher property = Pattern.compile("\\$\\{([^}]+)}").matcher(found);
        return property.replaceAll(reference -> pom.replaceFirst("(?s).*<" + reference.group(1) + ">([^<]+)<.*", "$1"));
    }
}
