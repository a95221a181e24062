package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What all commands have in common. */
@Timeout(120)
class CommandTreeTest {

    @TempDir
    private Path home;

    private final Properties settings = new Properties();

    @BeforeEach
    void setUp() {
        settings.putAll(Map.of(
                "vidu.api.key",
                "key-of-this-test",
                "vidu.s3.bucket",
                "bucket-of-this-test",
                "vidu.home",
                home.toString()));
    }

    @Test
    void theHelpListsEachCommandWithWhatItDoes() {
        Operation help = Operation.run(settings, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: java -jar vidu-routes-<version>-runner.jar [COMMAND]\n");
        for (Map.Entry<String, CommandLine> command :
                CommandTree.ofProcess().getSubcommands().entrySet()) {
            assertThat(help.out()).containsPattern("(?m)^  " + command.getKey() + " +[A-Z].*[a-z.]$");
        }
        assertThat(Operation.run(settings, "help")).isEqualTo(help);
        assertThat(Operation.run(settings, "-h")).isEqualTo(help);
    }

    @Test
    void eachCommandTellsItsSynopsisOptionsAndExitCodes() {
        CommandTree.ofProcess().getSubcommands().keySet().stream()
                .filter(command -> !command.equals("help"))
                .forEach(command -> {
                    Operation help = Operation.run(settings, command, "--help");
                    assertThat(help.exitCode()).as(command).isZero();
                    assertThat(help.out())
                            .startsWith("Usage: java -jar vidu-routes-<version>-runner.jar " + command)
                            .containsPattern("\nExit codes:\n  [01] +[a-z]")
                            .contains("2   ");
                    assertThat(help.out().lines()).allMatch(line -> line.length() <= 110);
                    assertThat(Operation.run(settings, "help", command)).isEqualTo(help);
                });
        assertThat(Operation.run(settings, "release", "--help").out()).contains("[ACCOUNT]");
    }

    @Test
    void whatIsNoCommandOrOptionIsToldWithExitCode2() {
        Operation unknown = Operation.run(settings, "shots.csv", "--all");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.out()).isEmpty();
        assertThat(unknown.err()).startsWith("There is no command shots.csv.\nUsage: ");

        Operation option = Operation.run(settings, "release", "--al");
        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.err())
                .startsWith("Unknown option: '--al'")
                .endsWith("release --help tells more.\n")
                .doesNotContain("Usage: ");
        assertThat(Operation.run(settings, "batch", "pause").err()).startsWith("list takes no name; ");
    }

    @Test
    void programsReadWhatTheSchemaDescribes() throws Exception {
        assertThat(Operation.run(settings, "batch", "list", "--json")
                        .json("batch")
                        .path("batches"))
                .isEmpty();
        JsonNode withdrawn =
                Operation.run(settings, "cancel", "--json", "shot-7", "shot 7").json("cancel");
        assertThat(withdrawn.at("/requests/0/result").asText()).isEqualTo("AWAITED");
        assertThat(withdrawn.at("/requests/1/result").asText()).isEqualTo("IMPOSSIBLE");
        assertThat(Operation.run(settings, "release", "--json")
                        .json("release")
                        .path("released")
                        .asBoolean())
                .isFalse();
        Operation replay = Operation.run(settings, "replay", "--json", "--id", "gone");
        assertThat(replay.exitCode()).isEqualTo(1);
        assertThat(replay.json("replay").path("lines").get(0).asText()).contains("no dead letter of this id");
        Path table = Files.writeString(
                home.resolve("shots.csv"), "mode,prompt,duration\ntext-to-video,A l\u00e4ke,5\n,A hut,5\n");
        settings.setProperty("vidu.price.*.*", "0.10");
        Operation plan = Operation.run(settings, "plan", "--json", table.toString());
        assertThat(plan.exitCode()).isEqualTo(1);
        assertThat(plan.json("plan").path("seconds").asInt()).isEqualTo(5);
        assertThat(plan.out()).contains("\"amount\" : 0.50").contains("row 2 (line 3)");
        assertThat(Operation.run(settings, "plan", "--json", "none.csv").out()).isEmpty();
    }

    @Test
    void whatFailsIsToldInSentencesWithItsExitCode() {
        settings.remove("vidu.s3.bucket");
        Operation replay = Operation.run(settings, "replay", "--all");
        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.err()).startsWith("The replay does not start:\nvidu.s3.bucket is not set; ");
        settings.setProperty("vidu.s3.bucket", "bucket-of-this-test");
        settings.setProperty("vidu.journal.url", "jdbc:sqlite:" + home);
        Operation release = Operation.run(settings, "release");
        assertThat(release.exitCode()).isEqualTo(1);
        assertThat(release.err()).startsWith("Nothing is released; ").contains("it is a folder");
        assertThat(release.out()).isEmpty();
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        Operation script = Operation.run(settings, "generate-completion");
        assertThat(script.exitCode()).isZero();
        Path file = Files.writeString(home.resolve("completion"), script.out());

        assertThat(completed(file, "vidu", "re")).contains("replay", "release").doesNotContain("plan");
        assertThat(completed(file, "vidu", "replay", "--d")).containsExactly("--dry-run");
        assertThat(completed(file, "vidu", "batch", "p")).contains("pause");
    }

    /** @return what bash would offer for the last of these words */
    private static List<String> completed(Path script, String... words) throws Exception {
        String line = "compopt() { :; }; source '" + script + "'; COMP_WORDS=(" + String.join(" ", words)
                + "); COMP_CWORD="
                + (words.length - 1) + "; COMP_LINE='" + String.join(" ", words) + "'; COMP_POINT=${#COMP_LINE};"
                + " _complete_vidu; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "--norc", "-c", line)
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return said.lines().map(String::strip).toList();
    }
}
