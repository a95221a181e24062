import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes META-INF/spring-configuration-metadata.json of config/application.properties, so that editors complete the keys
 * and show what each does. Run by the build: {@code java SpringMetadata.java <properties> <json>}.
 */
final class SpringMetadata {

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{([^}]+)}}");
    private static final Pattern CHOICE = Pattern.compile("Range: ([\\w-]+(?:, [\\w-]+)* or [\\w-]+)\\.");

    /** Marks a secret. */
    private static final String SECRET = "(secret)";

    private SpringMetadata() {}

    public static void main(String[] args) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> comments = new LinkedHashMap<>();
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
                values.put(line.substring(0, equals), line.substring(equals + 1));
                comments.put(line.substring(0, equals), comment.toString());
                if (comment.indexOf(SECRET) >= 0) {
                    putFile(values, comments, line.substring(0, equals));
                }
                spent = true;
            }
        }
        Path target = Path.of(args[1]);
        Files.createDirectories(target.getParent());
        Files.writeString(target, json(values, comments));
    }

    /** Each secret can be read from a file. */
    private static void putFile(Map<String, String> values, Map<String, String> comments, String secret) {
        values.put(secret + "-file", "");
        comments.put(secret + "-file", "File that holds " + secret + ", instead of the value itself. Range: a path.");
    }

    private static String json(Map<String, String> values, Map<String, String> comments) {
        String properties = comments.entrySet().stream()
                .map(key -> entry(values, key.getKey(), key.getValue()))
                .collect(Collectors.joining(",\n"));
        String hints = comments.entrySet().stream()
                .flatMap(key -> hint(values, key.getKey(), key.getValue()).stream())
                .collect(Collectors.joining(",\n"));
        return "{\n  \"properties\": [\n" + properties + "\n  ],\n  \"hints\": [\n" + hints + "\n  ]\n}\n";
    }

    private static String entry(Map<String, String> values, String key, String comment) {
        String value = values.get(key);
        String type = type(values, value);
        String known = value.isEmpty() || value.contains("{{")
                ? ""
                : ", \"defaultValue\": " + (type.matches(".*(Boolean|Integer)") ? value : quoted(value));
        return "    {\"name\": " + quoted(key) + ", \"type\": " + quoted(type) + ", \"description\": " + quoted(comment)
                + known + "}";
    }

    /** Sizes stay texts: Spring's own knows no KiB. */
    private static String type(Map<String, String> values, String value) {
        Matcher other = REFERENCE.matcher(value);
        if (other.matches()) {
            // What is no setting is a sum of some.
            return type(values, values.getOrDefault(other.group(1), "0"));
        } else if (value.matches("true|false")) {
            return "java.lang.Boolean";
        } else if (value.matches("\\d+")) {
            return "java.lang.Integer";
        }
        return value.matches("\\d+(ms|s|m|h|d)") ? "java.time.Duration" : "java.lang.String";
    }

    /** What an editor offers for a key whose range is a choice, such as {@code polling or callback}. */
    private static Optional<String> hint(Map<String, String> values, String key, String comment) {
        Matcher choice = CHOICE.matcher(comment);
        if (!choice.find() || values.get(key).isEmpty() || choice.group(1).equals("true or false")) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(choice.group(1).split(", | or "))
                .map(value -> "{\"value\": " + quoted(value) + "}")
                .collect(Collectors.joining(", ", "    {\"name\": " + quoted(key) + ", \"values\": [", "]}")));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
