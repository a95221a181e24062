package dev.viduroutes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** How the files of {@code routes/} are written; {@link LoadedRoutesTest} looks at what Camel makes of them. */
class RouteFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A list, and what differs with each kind of queue. */
    private static final Map<String, Integer> LONGER =
            Map.of("00-beans", 420, "11-intake-queues", 220, "50-outcome", 280);

    private static final int MOST_LINES = 160;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.sorted().toList();
        }
    }

    private static JsonNode tree(Path file) {
        try {
            return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void everyFileIsWhatCamelsOwnSchemaAsksFor() throws IOException {
        Schema schema;
        try (InputStream rules = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(JSON.readTree(rules));
        }
        for (Path file : files()) {
            // Camel takes a text for a flag, and so a placeholder; its schema does not.
            assertThat(schema.validate(tree(file)))
                    .as("%s", file)
                    .allMatch(error -> error.getInstanceNode().asText().matches("\\{\\{vidu[:a-z.-]+}}|true|false"));
        }
        assertThat(schema.validate(JSON.readTree("[{\"route\":{\"id\":\"x\",\"nonsense\":1}}]")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsNumberedShortAndSaysWhatItIs(Path file) throws IOException {
        String name = file.getFileName().toString();
        assertThat(name).matches("\\d\\d-[a-z0-9-]+\\.camel\\.yaml");
        String stem = name.replace(".camel.yaml", "");
        List<String> lines = Files.readAllLines(file);

        assertThat(lines.get(0)).startsWith("# " + stem + ": ");
        // Camel reads them in the encoding of the machine, and stops at what is no character there.
        assertThat(String.join("", lines).chars()).as("ASCII").allMatch(character -> character < 128);
        assertThat(lines).hasSizeLessThanOrEqualTo(LONGER.getOrDefault(stem, MOST_LINES));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatGoesInAndOutStandsAboveEachRoute(Path file) throws IOException {
        String text = Files.readString(file);
        for (String kind : List.of("route", "routeTemplate")) {
            for (JsonNode entry : tree(file)) {
                if (entry.has(kind)) {
                    String id = entry.get(kind).path("id").asText();
                    assertThat(text)
                            .as("the comment above %s", id)
                            .containsPattern("(?m)^# In: .* Out: .*\n- " + kind + ":\n    id: " + id + "\n");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void nothingHasANote(Path file) {
        assertThat(tree(file).findValues("note")).as("Camel 4.14 refuses it").isEmpty();
    }

    /** Camel makes it the error handler of the whole context, and so of the host's routes. */
    @ParameterizedTest
    @MethodSource("files")
    void noFileHasAnErrorHandlerForAllOfItsRoutes(Path file) {
        assertThat(tree(file)).noneMatch(entry -> entry.has("errorHandler"));
    }

    @Test
    void idsAreUniqueInTheWholeFolder() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files()) {
            tree(file).findValues("id").forEach(id -> ids.add(id.asText()));
        }
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }
}
