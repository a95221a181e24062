import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares the jars that a host inherits with the table on the page that tells of them: {@code java DependencyTable.java
 * <folder> <page>}. Ends with 1, and says what the page should say, if they differ. Our own jar, which changes with every
 * commit, counts as a jar, but not in the megabytes.
 */
final class DependencyTable {

    private static final double BYTES_PER_MB = 1e6;
    private static final String OWN = "vidu-routes";

    /** The rows by their first words; the first that fits has the jar. */
    private static final Map<String, Pattern> ROWS = new LinkedHashMap<>();

    static {
        row(OWN, "vidu-routes-.*");
        row("sqlite-jdbc", "sqlite-jdbc-.*");
        row("Camel", "camel-.*");
        row("Jackson", "jackson-.*");
        row("Apache HttpClient 5", "http(client|core)5-.*");
        row("json-schema-validator, bucket4j", "(json-schema-validator|itu|bucket4j_.*)-.*");
        row("Commons CSV", "commons-(csv|io)-.*");
        row("HikariCP, ebean-migration", "(HikariCP|ebean-.*|avaje-applog|classpath-scanner.*)-.*");
        row("Jakarta APIs, SnakeYAML engine, SLF4J", "(jakarta\\..*|snakeyaml-engine|slf4j-api)-.*");
        row("AWS SDK", ".*-2\\.\\d\\d\\.\\d+\\.jar|(eventstream|reactive-streams|httpclient|httpcore|commons-codec|commons-logging)-.*");
    }

    private DependencyTable() {}

    private static void row(String name, String jars) {
        ROWS.put(name, Pattern.compile(jars));
    }

    public static void main(String[] args) throws IOException {
        Map<String, List<Long>> found = new LinkedHashMap<>();
        ROWS.keySet().forEach(row -> found.put(row, new ArrayList<>()));
        try (Stream<Path> jars = Files.list(Path.of(args[0]))) {
            for (Path jar : jars.toList()) {
                found.get(rowOf(jar.getFileName().toString())).add(Files.size(jar));
            }
        }
        String page = Files.readString(Path.of(args[1]));
        List<String> wrong = expected(found).stream().filter(text -> !Pattern.compile(text).matcher(page).find()).toList();
        if (!wrong.isEmpty()) {
            System.err.println("embedding.md does not say what a host inherits; it should hold:");
            wrong.forEach(System.err::println);
            System.exit(1);
        }
    }

    private static String rowOf(String jar) {
        return ROWS.keySet().stream()
                .filter(row -> ROWS.get(row).matcher(jar).matches())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(jar + " is new, and stands in no row of the table"));
    }

    /** @return regular expressions of what the page must hold */
    private static List<String> expected(Map<String, List<Long>> found) {
        List<String> lines = new ArrayList<>();
        int jars = found.values().stream().mapToInt(List::size).sum();
        lines.add("(?m)^" + jars + " jars, " + megabytes(found.entrySet().stream()
                .filter(row -> !row.getKey().equals(OWN))
                .flatMap(row -> row.getValue().stream())
                .toList()) + " MB ");
        found.forEach((row, sizes) -> lines.add("\\| " + Pattern.quote(row) + "[^|]*\\| " + sizes.size() + " \\| "
                + (row.equals(OWN) ? "" : megabytes(sizes) + " ")));
        return lines;
    }

    private static String megabytes(List<Long> sizes) {
        return String.format(Locale.ROOT, "%.1f", sizes.stream().mapToLong(Long::longValue).sum() / BYTES_PER_MB);
    }
}
