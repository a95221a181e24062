package dev.viduroutes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said of advisories, against what is really packed. */
class SecurityTest {

    private static final Pattern PACKAGE = Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?]+)\\?type=jar");

    private final JsonNode advisories;
    private final String page;

    SecurityTest() throws IOException {
        advisories = new ObjectMapper()
                .readTree(Path.of("src/build/vidu-routes-vex.json").toFile())
                .path("vulnerabilities");
        page = Files.readString(Path.of("src/site/markdown/security.md"));
    }

    @Test
    void eachLibraryOfAnAdvisoryIsPackedInTheVersionThatItNames() {
        List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(jar -> Path.of(jar).getFileName().toString())
                .toList();
        assertThat(advisories).isNotEmpty();
        for (JsonNode affected : advisories.findValues("ref")) {
            Matcher library = PACKAGE.matcher(affected.asText());
            assertThat(library.matches()).as(affected.asText()).isTrue();
            assertThat(jars).contains(library.group(1) + "-" + library.group(2) + ".jar");
            assertThat(page).contains(library.group(1) + " " + library.group(2));
        }
    }

    @Test
    void thePageAndTheVexDocumentTellOfTheSameAdvisories() {
        List<String> told = Pattern.compile("CVE-\\d+-\\d+")
                .matcher(page)
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        assertThat(advisories.findValuesAsText("id")).containsExactlyInAnyOrderElementsOf(told);
    }

    @Test
    void nothingHereUsesWhatTheAdvisoriesOfSpringName() throws IOException {
        assertThat(System.getProperty("java.class.path").split(File.pathSeparator))
                .noneMatch(jar -> jar.matches(".*/spring-web(mvc|flux)?-\\d[^/]*"));
        for (Path source : Sources.ofTheProduct()) {
            assertThat(Files.readString(source))
                    .as(source.toString())
                    .doesNotContain("springframework.expression")
                    .doesNotContain("springframework.validation")
                    .doesNotContain("springframework.beans.BeanWrapper")
                    .doesNotContain("springframework.messaging.rsocket");
        }
        try (var routes = Files.walk(Path.of("routes"))) {
            for (Path route : routes.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(route)).as(route.toString()).doesNotContain("spel:");
            }
        }
    }

    @Test
    void eachTestThatShowsItIsThere() throws IOException {
        List<String> tests = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(tests).hasSizeGreaterThan(3);
        try (var sources = Files.walk(Path.of("src"))) {
            assertThat(sources.map(file -> file.getFileName().toString().replace(".java", ""))
                            .toList())
                    .containsAll(tests);
        }
    }
}
