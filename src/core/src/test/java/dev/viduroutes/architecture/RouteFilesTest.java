package dev.viduroutes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** How the files of {@code routes/} are written. */
class RouteFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> STEERED_BY_DATA = Set.of(
            "toD", "recipientList", "enrich", "pollEnrich", "routingSlip", "dynamicRouter", "groovy", "jq", "script");
    /** Files that hold more than one route, or none. */
    private static final Map<String, Integer> LONGER = Map.of("00-beans", 320);

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

    private static List<JsonNode> routes(Path file) {
        List<JsonNode> routes = new ArrayList<>();
        tree(file).forEach(entry -> {
            if (entry.has("route")) {
                routes.add(entry.get("route"));
            } else if (entry.has("routeTemplate")) {
                ObjectNode route = entry.get("routeTemplate").get("route").deepCopy();
                routes.add(route.set("id", entry.get("routeTemplate").get("id")));
            }
        });
        return routes;
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
    void aRouteHasIdDescriptionInAndOutAndItsOwnErrorHandler(Path file) throws IOException {
        String text = Files.readString(file);
        for (JsonNode route : routes(file)) {
            assertThat(route.path("id").asText()).startsWith("vidu-");
            assertThat(route.path("description").asText())
                    .as("description of %s", route.path("id"))
                    .hasSizeGreaterThan(10);
            assertThat(text)
                    .as("the comment above %s", route.path("id"))
                    .containsPattern("(?m)^# In: .* Out: .*\n- route(Template)?:\n    id: "
                            + route.path("id").asText() + "\n");
            // Camel 4.14 refuses a route that has one.
            assertThat(route.has("note")).as("note of %s", route.path("id")).isFalse();
            // A host's own error handler would win over that of the routes otherwise.
            assertThat(route.has("errorHandler"))
                    .as("errorHandler of %s", route.path("id"))
                    .isTrue();
            // And its route configurations apply to every route that names none.
            assertThat(route.path("routeConfigurationId").asText())
                    .as("routeConfigurationId of %s", route.path("id"))
                    .startsWith("vidu-");
        }
    }

    /** From Camel 4.21 on a bare function is no operand of a logical operator. */
    @ParameterizedTest
    @MethodSource("files")
    void whatIsJoinedWithAndHasBothSidesWrittenOut(Path file) {
        Stream.of("simple", "expression")
                .flatMap(key -> tree(file).findValuesAsText(key).stream())
                .filter(text -> text.contains("&&") || text.contains("||"))
                .flatMap(text -> Stream.of(text.split("&&|\\|\\|")))
                .forEach(side -> assertThat(side).as("a side of && in %s", file).containsPattern(" (==|!=|is|!is) "));
    }

    @Test
    void idsAreUniqueInTheWholeFolder() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files()) {
            tree(file).findValues("id").forEach(id -> ids.add(id.asText()));
        }
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyCallHasAnIdThatBeginsWithItsRoutes(Path file) {
        tree(file)
                .forEach(entry -> entry.properties().forEach(kind -> {
                    String owner = kind.getKey().equals("routeTemplate")
                            ? "vidu-intake-{{kind}}"
                            : kind.getValue().path("id").asText();
                    for (JsonNode call : kind.getValue().findValues("to")) {
                        assertThat(call.path("id").asText())
                                .as("a call of %s: %s", owner, call)
                                .startsWith(owner + "-");
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("files")
    void noStepIsSteeredByData(Path file) throws IOException {
        JsonNode tree = tree(file);
        for (String step : STEERED_BY_DATA) {
            assertThat(tree.findValues(step)).as(step).isEmpty();
        }
        for (JsonNode uri : tree.findValues("uri")) {
            assertThat(uri.asText()).doesNotContain("${");
        }
    }

    @Test
    void everyBeanThatIsNamedExists() throws IOException {
        Set<String> made = new TreeSet<>();
        tree(Path.of("routes/00-beans.camel.yaml")).findValues("name").forEach(name -> made.add(name.asText()));
        StringBuilder bindings = new StringBuilder();
        for (String name : List.of("ContextBeans", "jms/JmsBeans", "kafka/KafkaBeans", "sqs/SqsBeans")) {
            bindings.append(Files.readString(Path.of("src/core/src/main/java/dev/viduroutes", name + ".java")));
        }
        Set<String> used = new TreeSet<>();
        for (Path file : files()) {
            String text = Files.readString(file);
            used.addAll(Pattern.compile("(?:ref: ?|Ref: |#bean:|#|[sS]ervice: |ref:)\"?(vidu[A-Z]\\w*)")
                    .matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet()));
        }
        used.removeIf(bean -> made.contains(bean) || bindings.indexOf("registry.bind(\"" + bean + "\"") >= 0);

        assertThat(used).isEmpty();
        assertThat(made).contains("viduPool", "vidu-api");
    }

    @Test
    void everyDirectEndpointThatIsCalledIsARoute() throws IOException {
        Set<String> called = new TreeSet<>();
        Set<String> offered = new TreeSet<>();
        for (Path file : files()) {
            routes(file)
                    .forEach(route -> offered.add(route.path("from").path("uri").asText()));
            tree(file)
                    .findValues("to")
                    .forEach(call -> called.add(call.path("uri").asText()));
        }
        called.removeIf(uri -> !uri.startsWith("direct:"));

        assertThat(offered).containsAll(called);
    }
}
