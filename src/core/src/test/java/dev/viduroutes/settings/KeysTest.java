package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.architecture.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys used = keys declared = keys documented. */
class KeysTest {

    private static final Pattern DECLARATION = Pattern.compile("^(vidu[a-z0-9.*-]+)=.*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(vidu[.:][^}?]+)[^}]*}}");
    private static final Pattern MENTION = Pattern.compile("\\bvidu\\.[a-z0-9]+(?:[.-][a-z0-9]+)*");
    /** Where metrics get their names. */
    private static final List<Path> METERS = List.of(
            Path.of("src/core/src/main/java/dev/viduroutes/metrics/Meters.java"),
            Path.of("src/core/src/main/java/dev/viduroutes/metrics/StateMeters.java"));

    /** Where attributes of spans get theirs. */
    private static final Path SPANS = Path.of("src/core/src/main/java/dev/viduroutes/tracing/SpanAttributes.java");

    private static final Path SANDBOX = Path.of("config", "application-sandbox.properties");

    @Test
    void theKeysReadAreTheKeysDeclared() throws IOException {
        assertThat(new TreeSet<>(TestSettings.with().keys())).isEqualTo(settable());
    }

    @Test
    void whatIsMarkedAsASecretIsReadAsOne() throws IOException {
        List<String> lines = Files.readAllLines(TestSettings.DECLARED);
        Set<String> marked = IntStream.range(1, lines.size())
                .filter(i -> lines.get(i - 1).contains("(secret)"))
                .mapToObj(lines::get)
                .filter(line -> line.startsWith("vidu."))
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toSet());

        assertThat(marked).isEqualTo(Secrets.KEYS);
    }

    /** Secrets can each be read from a file, too. */
    private static Set<String> settable() throws IOException {
        Set<String> all = declared();
        Secrets.KEYS.forEach(secret -> all.add(Secrets.fileOf(secret)));
        return all;
    }

    @Test
    void noKeyIsDeclaredTwice() throws IOException {
        assertThat(declarations(TestSettings.DECLARED)).doesNotHaveDuplicates();
        assertThat(declarations(SANDBOX)).doesNotHaveDuplicates();
    }

    @Test
    void thePlaceholdersOfTheRoutesAreDeclared() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path route : files(Path.of("routes"), ".yaml")) {
            // The parameters of templates, with each of their values.
            for (String kind : List.of("jms", "amqp")) {
                for (String directory : List.of("directory", "urgent-directory")) {
                    String text = Files.readString(route).replace("{{kind}}", kind);
                    used.addAll(found(PLACEHOLDER, text.replace("{{directory}}", directory), 1));
                }
            }
        }
        // What Camel looks up by itself it may look up otherwise than our code.
        assertThat(used).allMatch(reference -> reference.startsWith("vidu:"));
        used = used.stream().map(reference -> reference.replace(':', '.')).collect(Collectors.toSet());

        assertThat(used).contains("vidu.api.base-url", "vidu.s3.bucket").isSubsetOf(declared());
    }

    /** Comments above a key belong to it; {@code vidu.s3.access-key} speaks for its secret key too. */
    @Test
    void everyKeyHasItsEffectAndItsRangeDirectlyAbove() throws IOException {
        List<String> lines = Files.readAllLines(TestSettings.DECLARED);
        for (int i = 0; i < lines.size(); i++) {
            Matcher declaration = DECLARATION.matcher(lines.get(i));
            if (declaration.matches() && !declaration.group(1).equals("vidu.s3.secret-key")) {
                assertThat(lines.get(i - 1))
                        .as("the line above %s", declaration.group(1))
                        .matches("# \\S.{9,} Range: \\S.*\\.");
            }
        }
    }

    /** Each key is tried with exactly the ends of its documented range, so that range and rule are the same. */
    @Test
    void theDocumentedRangesAreTheOnesThatAreChecked() throws IOException {
        Pattern range = Pattern.compile(".* Range: (\\d+[A-Za-z]*) to (\\d+[A-Za-z]*)\\.");
        List<String> lines = Files.readAllLines(TestSettings.DECLARED);
        List<String> differing = new ArrayList<>();
        int ranges = 0;
        for (int i = 1; i < lines.size(); i++) {
            Matcher documented = range.matcher(lines.get(i - 1));
            Matcher declaration = DECLARATION.matcher(lines.get(i));
            if (documented.matches() && declaration.matches()) {
                ranges++;
                String said = "from " + documented.group(1) + " to " + documented.group(2);
                if (!refusal(declaration.group(1)).contains(said)) {
                    differing.add(declaration.group(1) + " " + said);
                }
            }
        }
        assertThat(differing).isEmpty();
        assertThat(ranges).isGreaterThan(20);
    }

    private static String refusal(String key) {
        try {
            TestSettings.with(key, "nonsense");
            return "";
        } catch (SettingsException refusal) {
            return refusal.getMessage();
        }
    }

    @Test
    void theSandboxOverridesOnlyWhatIsDeclared() throws IOException {
        assertThat(declared()).containsAll(declarations(SANDBOX));
        assertThat(declarations(TestSettings.DECLARED)).containsSubsequence(declarations(SANDBOX));
    }

    @Test
    void theDocumentationNamesOnlyKeysThatExist() throws IOException {
        List<String> unknown = new ArrayList<>();
        Set<String> measured = found(MENTION, Files.readString(SPANS), 0);
        for (Path meters : METERS) {
            measured.addAll(found(MENTION, Files.readString(meters), 0));
        }
        for (Path page : pages()) {
            for (String mention : found(MENTION, Files.readString(page), 0)) {
                boolean prefix = declared().stream().anyMatch(key -> key.startsWith(mention + "."));
                if (!prefix
                        && !measured.contains(mention)
                        && !settable().contains(mention)
                        && !mention.matches(
                                "vidu\\.((sandbox|bench|price|share|account|route|cap\\.project)(\\..*)?|dead|outcomes|requests.*)")) {
                    unknown.add(page + ": " + mention);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** Messages that name a setting would lead nowhere if it had another name. */
    @Test
    void theMessagesOfTheProductNameOnlyKeysThatExist() throws IOException {
        Pattern message = Pattern.compile("vidu\\.[a-z0-9]+(?:[.-][a-z0-9]+)+(?=[)\\s;\"])");
        Set<String> unknown = new TreeSet<>();
        for (Path source : Sources.ofTheProduct()) {
            if (!METERS.contains(source)) {
                unknown.addAll(found(message, Files.readString(source), 0));
            }
        }
        unknown.removeAll(settable());

        assertThat(unknown).isEmpty();
    }

    private static Set<String> declared() throws IOException {
        return new TreeSet<>(declarations(TestSettings.DECLARED));
    }

    private static List<String> declarations(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(DECLARATION::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(files(Path.of("src/site/markdown"), ".md"));
        if (Files.exists(Path.of("README.md"))) {
            pages.add(Path.of("README.md"));
        }
        return pages;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static Set<String> found(Pattern pattern, String text, int group) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }
}
