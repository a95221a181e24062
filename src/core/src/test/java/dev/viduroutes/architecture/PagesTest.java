package dev.viduroutes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name is there: pages, headings, files, classes, tests. */
class PagesTest {

    private static final Path SITE = Path.of("src/site/markdown");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    @Test
    void everyLinkLeadsToAFileAndAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (String link : links(page)) {
                if (!leadsSomewhere(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** Nobody finds a page that the first one does not name. */
    @Test
    void theIndexNamesEveryPage() throws IOException {
        Path index = SITE.resolve("index.md");
        Set<String> unnamed = names(SITE, ".md");
        unnamed.remove("index");
        links(index).forEach(link -> unnamed.remove(link.replaceAll("\\.md(#.*)?$", "")));
        assertThat(unnamed).isEmpty();
    }

    @Test
    void theFilesThatPagesNameAreThere() throws IOException {
        List<String> missing = new ArrayList<>();
        Pattern file = Pattern.compile("(?:src|config|routes|\\.ci|\\.github)/[\\w./-]+");
        for (Path page : pages()) {
            for (String named : named(file, page)) {
                if (!Files.exists(Path.of(named))) {
                    missing.add(page + ": " + named);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theClassesAndTestsThatPagesNameAreThere() throws IOException {
        Pattern type = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.\\w+)*");
        Set<String> named = named(type, SITE.resolve("invariants.md"));
        assertThat(named).hasSizeGreaterThan(100);
        named.addAll(named(type, SITE.resolve("architecture.md")));
        named.removeAll(names(Path.of("src"), ".java"));
        assertThat(named).isEmpty();
    }

    @Test
    void theRouteFilesThatPagesNameAreThere() throws IOException {
        Pattern route = Pattern.compile("(\\d\\d-[a-z-]+)(?:\\.camel\\.yaml)?");
        Set<String> routes = names(Path.of("routes"), ".camel.yaml");
        for (Path page :
                List.of(SITE.resolve("invariants.md"), SITE.resolve("architecture.md"), Path.of("README.md"))) {
            Set<String> named = named(route, page);
            named.removeAll(routes);
            assertThat(named).as(page.toString()).isEmpty();
        }
    }

    @Test
    void theRoutesThatPagesNameAreThere() throws IOException {
        StringBuilder files = new StringBuilder();
        for (String file : names(Path.of("routes"), ".yaml")) {
            files.append(Files.readString(Path.of("routes", file + ".yaml")));
        }
        Set<String> ids = found(Pattern.compile("\\b(?:id|routeId): (vidu-[a-z-]+)"), files.toString());
        for (String page : List.of("invariants.md", "architecture.md")) {
            Set<String> named = named(Pattern.compile("(vidu-(?!routes)[a-z-]+)"), SITE.resolve(page));
            named.removeAll(ids);
            assertThat(named).as(page).isEmpty();
        }
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        if (link.matches("(https?|mailto):.*")) {
            return true;
        }
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page
                : Path.of("").resolve(page).resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    private static Set<String> links(Path page) throws IOException {
        return found(LINK, prose(page));
    }

    private static Set<String> named(Pattern pattern, Path page) throws IOException {
        return found(CODE, prose(page)).stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.groupCount() == 0 ? matcher.group() : matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The headings of a page as GitHub makes anchors of them. */
    private static Set<String> anchors(Path page) throws IOException {
        return found(HEADING, prose(page)).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String prose(Path page) throws IOException {
        return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        for (Path folder : List.of(SITE, Path.of(".github"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    private static Set<String> names(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
