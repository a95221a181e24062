import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

/**
 * Whether a release is complete: {@code java ReleaseCheck.java <version>}, at the top of the repository. Each artifact has
 * its jar, sources, Javadoc and SBOM, each pom says what central repositories ask for, and each library of which
 * {@code vidu-routes-vex.json} tells is in the SBOM of the runner or of the sandbox, at that version. Ends with an
 * exception that names what is missing.
 */
final class ReleaseCheck {

    private static final Map<String, String> ARTIFACTS = new TreeMap<>(Map.of(
            "core", "vidu-routes",
            "sandbox", "vidu-routes-sandbox",
            "spring-boot", "vidu-routes-spring-boot-starter",
            "console", "vidu-routes-console",
            "runner", "vidu-routes-runner"));

    private static final List<String> FILES = List.of(".jar", "-sources.jar", "-javadoc.jar", "-sbom.json");

    private static final List<String> OWN_ELEMENTS = List.of("name", "description");

    private static final List<String> PARENT_ELEMENTS = List.of(
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "developers/developer/organization",
            "scm/url",
            "scm/connection",
            "scm/developerConnection",
            // Without these, each module would inherit addresses with its own name at the end, which are not there.
            "@child.project.url.inherit.append.path[. = 'false']",
            "scm/@child.scm.url.inherit.append.path[. = 'false']",
            "scm/@child.scm.connection.inherit.append.path[. = 'false']",
            "scm/@child.scm.developerConnection.inherit.append.path[. = 'false']");

    private ReleaseCheck() {}

    public static void main(String[] args) throws Exception {
        String version = args[0];
        List<String> missing = new ArrayList<>(absent(Path.of("pom.xml"), PARENT_ELEMENTS));
        for (String module : ARTIFACTS.keySet()) {
            missing.addAll(absent(Path.of("src", module, "pom.xml"), OWN_ELEMENTS));
            for (String end : FILES) {
                if (!Files.exists(file(module, version, end))) {
                    missing.add(file(module, version, end).toString());
                }
            }
        }
        missing.addAll(unlisted(version));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Not in the release: " + missing);
        }
    }

    private static Path file(String module, String version, String end) {
        return Path.of("src", module, "target", ARTIFACTS.get(module) + "-" + version + end);
    }

    private static List<String> absent(Path pom, List<String> elements) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        XPath xpath = XPathFactory.newInstance().newXPath();
        List<String> absent = new ArrayList<>();
        for (String element : elements) {
            if (xpath.evaluate("/project/" + element, document).isBlank()) {
                absent.add(element + " in " + pom);
            }
        }
        return absent;
    }

    private static Set<String> unlisted(String version) throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode advisories = json.readTree(Path.of("src/build/vidu-routes-vex.json").toFile());
        Set<String> affected = new TreeSet<>(advisories.findValuesAsText("ref"));
        for (String module : List.of("runner", "sandbox")) {
            Path sbom = file(module, version, "-sbom.json");
            if (Files.exists(sbom)) {
                json.readTree(sbom.toFile()).path("components").findValuesAsText("bom-ref").forEach(affected::remove);
            }
        }
        return affected;
    }
}
