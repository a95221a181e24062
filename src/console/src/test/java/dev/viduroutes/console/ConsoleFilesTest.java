package dev.viduroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the pages: those of others are as they were published, ours write no HTML, and all of them are small. */
class ConsoleFilesTest {

    private static final Path FOLDER = Path.of("src/console/src/main/resources/vidu/console");
    private static final int MOST_BYTES = 120 * 1024;

    /** htm 3.1.1 (preact/standalone.module.js) and uPlot 1.6.32 (dist/uPlot.iife.min.js and uPlot.min.css), as npm has them. */
    private static final Map<String, String> OF_OTHERS = Map.of(
            "preact.js", "72284e8e9079c87817145df1110f74e8a2aa040b2fc384922e18dfcb46fc1fd7",
            "uplot.js", "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
            "uplot.css", "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04");

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("openapi.json"))
                    .toList();
        }
    }

    @Test
    void whatIsOfOthersIsAsTheyPublishedIt() throws Exception {
        for (Map.Entry<String, String> file : OF_OTHERS.entrySet()) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(FOLDER.resolve(file.getKey())));
            assertThat(HexFormat.of().formatHex(digest)).as(file.getKey()).isEqualTo(file.getValue());
        }
        assertThat(FOLDER.resolve("licences")).isDirectoryContaining("glob:**/{htm,preact,uplot}.txt");
    }

    @Test
    void allTogetherAreSmall() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isGreaterThan(60_000).isLessThan(MOST_BYTES);
    }

    @Test
    void eachIsServedAndNothingElse() throws IOException {
        Set<String> there = files().stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(ConsoleFiles.TYPES.keySet())).isEqualTo(there);
    }

    @Test
    void oursWriteNoHtmlAndRunNoText() throws IOException {
        Pattern dangerous =
                Pattern.compile("innerHTML|outerHTML|insertAdjacent|document\\.write|\\beval\\(|new Function|"
                        + "javascript:|\\son[a-z]+=\"|<style|\\sstyle=\"|<script(?! src=)");
        for (Path file : files()) {
            if (!OF_OTHERS.containsKey(file.getFileName().toString())) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(dangerous);
            }
        }
    }
}
