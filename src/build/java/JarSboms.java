import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * One SBOM for each jar, of the one that the plugin made of all libraries of this build: {@code java JarSboms.java <all>
 * <pom> <folder of the libraries> <runner>}, written beside the runner. The jar for hosts has what a host inherits, the runner what is packed
 * in it, the sandbox everything. Ends with an exception if a library can't be told from the others.
 */
final class JarSboms {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

    private final ObjectNode all;
    private final Map<String, JsonNode> byRef = new HashMap<>();
    private final String root;

    private JarSboms(Path file) throws IOException {
        all = (ObjectNode) JSON.readTree(file.toFile());
        all.path("components").forEach(component -> byRef.put(component.path("bom-ref").asText(), component));
        root = all.path("metadata").path("component").path("bom-ref").asText();
    }

    public static void main(String[] args) throws Exception {
        if (!Files.exists(Path.of(args[0]))) {
            System.err.println("No SBOMs: the plugin that lists all libraries does not run offline.");
            return;
        }
        JarSboms sboms = new JarSboms(Path.of(args[0]));
        Path runner = Path.of(args[3]);
        String name = runner.toString().replaceFirst("-runner\\.jar$", "");
        sboms.write(Path.of(name + "-sbom.json"), "library", sboms.inherited(optional(Path.of(args[1]))));
        sboms.write(Path.of(name + "-runner-sbom.json"), "application", sboms.packed(Path.of(args[2]), runner));
        sboms.write(Path.of(name + "-sandbox-sbom.json"), "application", sboms.byRef.keySet());
    }

    /** Group and name of what a host does not inherit. */
    private static Set<String> optional(Path pom) throws Exception {
        Element project =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
        Set<String> names = new HashSet<>();
        NodeList dependencies = project.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (dependency.getElementsByTagName("optional").getLength() > 0) {
                names.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
            }
        }
        return names;
    }

    private static String text(Element of, String tag) {
        return of.getElementsByTagName(tag).item(0).getTextContent();
    }

    /** Everything that is reached from the root without passing what is optional there. */
    private Set<String> inherited(Set<String> optional) {
        Map<String, List<String>> uses = new HashMap<>();
        for (JsonNode each : all.path("dependencies")) {
            List<String> used = new ArrayList<>();
            each.path("dependsOn").forEach(ref -> used.add(ref.asText()));
            uses.put(each.path("ref").asText(), used);
        }
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        uses.get(root).stream().filter(ref -> !optional.contains(coordinates(ref))).forEach(open::add);
        while (!open.isEmpty()) {
            String ref = open.remove();
            if (reached.add(ref)) {
                open.addAll(uses.getOrDefault(ref, List.of()));
            }
        }
        return reached;
    }

    private String coordinates(String ref) {
        JsonNode component = byRef.get(ref);
        return component.path("group").asText() + ":" + component.path("name").asText();
    }

    /** Those of which the runner has the classes, or the other files of a library that has no class. */
    private Set<String> packed(Path libraries, Path runner) throws IOException {
        Set<String> within = entries(runner);
        Set<String> packed = new HashSet<>();
        for (String ref : byRef.keySet()) {
            Set<String> own = entries(libraries.resolve(fileName(byRef.get(ref))));
            Set<String> classes = own.stream().filter(name -> name.endsWith(".class")).collect(Collectors.toSet());
            if ((classes.isEmpty() ? own : classes).stream().anyMatch(within::contains)) {
                packed.add(ref);
            }
        }
        return packed;
    }

    private static String fileName(JsonNode component) {
        Matcher classifier = CLASSIFIER.matcher(component.path("purl").asText());
        return component.path("name").asText() + "-" + component.path("version").asText()
                + (classifier.find() ? "-" + classifier.group(1) : "") + ".jar";
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> !name.endsWith("/") && !name.endsWith("module-info.class"))
                    .filter(name -> !name.startsWith("META-INF/") || name.startsWith("META-INF/native/"))
                    .collect(Collectors.toSet());
        }
    }

    private void write(Path file, String type, Set<String> refs) throws IOException {
        ObjectNode own = all.deepCopy();
        ((ObjectNode) own.path("metadata").path("component")).put("type", type);
        keep(own, "components", "bom-ref", refs);
        Set<String> known = new HashSet<>(refs);
        known.add(root);
        keep(own, "dependencies", "ref", known);
        for (JsonNode each : own.path("dependencies")) {
            ArrayNode kept = JSON.createArrayNode();
            each.path("dependsOn").forEach(ref -> {
                if (known.contains(ref.asText())) {
                    kept.add(ref);
                }
            });
            ((ObjectNode) each).set("dependsOn", kept);
        }
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(own) + "\n");
    }

    private static void keep(ObjectNode sbom, String array, String key, Set<String> refs) {
        ArrayNode kept = JSON.createArrayNode();
        sbom.path(array).forEach(each -> {
            if (refs.contains(each.path(key).asText())) {
                kept.add(each);
            }
        });
        sbom.set(array, kept);
    }
}
