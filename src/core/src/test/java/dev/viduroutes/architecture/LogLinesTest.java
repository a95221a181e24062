package dev.viduroutes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever reads a line of the log finds it in the manual, with what to do about it. */
class LogLinesTest {

    private static final Path MANUAL = Path.of("src/site/markdown/operating.md");
    private static final Pattern CALL = Pattern.compile("(?i)\\blog\\s*\\.(?:warn|error|atLevel)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void everyWarningAndErrorStandsInTheManual() throws IOException {
        String manual = Files.readString(MANUAL);
        List<String> lines = lines();

        assertThat(lines).hasSizeGreaterThan(20);
        assertThat(lines).allSatisfy(line -> assertThat(manual).contains(line));
    }

    private static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path source : Sources.ofTheProduct()) {
            lines.addAll(lines(Files.readString(source)));
        }
        return lines;
    }

    private static List<String> lines(String source) {
        List<String> lines = new ArrayList<>();
        Matcher call = CALL.matcher(source);
        while (call.find()) {
            lines.add(firstText(source.substring(call.end())));
        }
        return lines;
    }

    /** The literals of the first argument that is a text, with … for what is filled in. */
    private static String firstText(String arguments) {
        StringBuilder text = new StringBuilder();
        Matcher literal = LITERAL.matcher(arguments);
        for (int end = -1; literal.find() && isJoined(arguments, end, literal.start()); end = literal.end()) {
            text.append(literal.group(1));
        }
        return text.toString().replaceAll("(\\{\\})+", "…");
    }

    private static boolean isJoined(String arguments, int end, int next) {
        return end < 0 || arguments.substring(end, next).matches("\\s*\\+\\s*");
    }
}
