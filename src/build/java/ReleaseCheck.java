import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a release is complete: {@code java ReleaseCheck.java <version>}, at the top of the repository. Each artifact has
 * its jar, sources, Javadoc and SBOM, and each library of which {@code vidu-routes-vex.json} tells is in the SBOM of the
 * runner or of the sandbox, at that version. Ends with an exception that names what is missing.
 */
final class ReleaseCheck {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReleaseCheck() {}

    public static void main(String[] args) throws IOException {
        String version = args[0];
        List<String> missing = new ArrayList<>();
        for (String module : List.of("core", "sandbox", "spring-boot", "runner")) {
            Path target = Path.of("src", module, "target");
            String artifact = artifact(module);
            for (String end : List.of(".jar", "-sources.jar", "-javadoc.jar", "-sbom.json")) {
                Path file = target.resolve(artifact + "-" + version + end);
                if (!Files.exists(file)) {
                    missing.add(file.toString());
                }
            }
        }
        missing.addAll(unlisted(version));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Not in the release: " + missing);
        }
    }

    private static String artifact(String module) {
        return switch (module) {
            case "core" -> "vidu-routes";
            case "spring-boot" -> "vidu-routes-spring-boot-starter";
            default -> "vidu-routes-" + module;
        };
    }

    private static Set<String> unlisted(String version) throws IOException {
        JsonNode advisories = JSON.readTree(Path.of("src/build/vidu-routes-vex.json").toFile());
        Set<String> affected = new TreeSet<>(advisories.findValuesAsText("ref"));
        for (String module : List.of("runner", "sandbox")) {
            Path sbom = Path.of("src", module, "target", artifact(module) + "-" + version + "-sbom.json");
            if (Files.exists(sbom)) {
                JSON.readTree(sbom.toFile()).path("components").findValuesAsText("bom-ref").forEach(affected::remove);
            }
        }
        return affected;
    }
}
