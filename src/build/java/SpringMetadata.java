import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes META-INF/spring-configuration-metadata.json of config/application.properties, so that editors complete the keys
 * and show what each does. Run by the build: {@code java SpringMetadata.java <properties> <json>}.
 */
final class SpringMetadata {

    private SpringMetadata() {}

    public static void main(String[] args) throws IOException {
        List<String> entries = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        boolean spent = false;
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            if (spent && !line.startsWith("vidu.") || line.startsWith("# ---") || line.isBlank()) {
                comment.setLength(0);
                spent = false;
            }
            if (line.startsWith("# ") && !line.startsWith("# ---")) {
                comment.append(comment.isEmpty() ? "" : " ").append(line.substring(1).strip());
            } else if (line.startsWith("vidu.")) {
                int equals = line.indexOf('=');
                entries.add(entry(line.substring(0, equals), line.substring(equals + 1), comment.toString()));
                spent = true;
            }
        }
        Path target = Path.of(args[1]);
        Files.createDirectories(target.getParent());
        Files.writeString(target, "{\n  \"properties\": [\n" + String.join(",\n", entries) + "\n  ]\n}\n");
    }

    private static String entry(String key, String value, String comment) {
        String type = value.matches("true|false") ? "Boolean" : value.matches("\\d+") ? "Integer" : "String";
        String known = value.isEmpty() || value.contains("{{")
                ? ""
                : ", \"defaultValue\": " + (type.equals("String") ? quoted(value) : value);
        return "    {\"name\": " + quoted(key) + ", \"type\": \"java.lang." + type + "\", \"description\": "
                + quoted(comment) + known + "}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
