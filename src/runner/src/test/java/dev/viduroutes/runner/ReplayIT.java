package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as operators have them, without a gateway. */
class ReplayIT {

    private static final Map<String, String> SETTINGS =
            Map.of("VIDU_API_KEY", "key-of-this-test", "VIDU_S3_BUCKET", "bucket-of-this-test");

    @TempDir
    private Path home;

    /** How it ended, and what it said. */
    private record Said(int exitCode, String text) {}

    private Said replay(Map<String, String> settings, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("replay"));
        all.addAll(List.of(arguments));
        return run(settings, all);
    }

    private Said run(Map<String, String> settings, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ClassArchive.options());
        command.addAll(List.of("-jar", System.getProperty("vidu.test.runner")));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        Operator.equip(builder, settings);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    @Test
    void itSaysWhatItLookedIntoAndWhatWasNotThere() throws Exception {
        assertThat(replay(SETTINGS, "--all"))
                .isEqualTo(new Said(
                        0,
                        "No such dead letter in " + home.toRealPath().resolve("work/dead-letter")
                                + "\nput back 0, skipped 0; at most 0 s billed\n"));
        assertThat(replay(SETTINGS, "--id", "a", "--id", "a", "b")).isEqualTo(new Said(1, """
                        skip      0 s  -                  a: no dead letter of this id
                        skip      0 s  -                  b: no dead letter of this id
                        put back 0, skipped 2; at most 0 s billed
                        """));
    }

    @Test
    void wrongArgumentsAndSettingsAreNamed() throws Exception {
        assertThat(replay(SETTINGS, "--all", "--code", "X"))
                .matches(said -> said.exitCode() == 2)
                .matches(said -> said.text().contains("mutually exclusive")
                        && said.text().endsWith("replay --help tells more.\n"));
        assertThat(replay(Map.of("VIDU_S3_BUCKET", "bucket-of-this-test"), "--all"))
                .matches(said -> said.exitCode() == 2)
                .matches(said -> said.text().startsWith("The replay does not start:\nvidu.api.key is not set"));
    }

    @Test
    void aReleaseOfNothingSaysSo() throws Exception {
        assertThat(run(SETTINGS, List.of("release")))
                .isEqualTo(new Said(0, "nothing is held back; content refusals that count: 0 of 20\n"));
        assertThat(run(SETTINGS, List.of("release", "--all")))
                .matches(said -> said.exitCode() == 2)
                .matches(said -> said.text().endsWith("release --help tells more.\n"));
    }

    @Test
    void aPlanTellsWhatAFileWouldCostAndWhatOfItIsWrong() throws Exception {
        Files.writeString(home.resolve("shots.csv"), "mode,prompt,duration\ntext-to-video,A lake,5\n,A hut,\"5,5\"\n");
        Files.writeString(home.resolve("good.csv"), "mode,prompt,duration\ntext-to-video,A lake,5\n");

        assertThat(run(SETTINGS, List.of("plan", "shots.csv")))
                .matches(said -> said.exitCode() == 1)
                .matches(said -> said.text().startsWith("""
                        rows=2 new=1 known=0 wrong=1
                        row 2 (line 3): duration is "5,5"; a decimal comma is not taken"""));
        assertThat(run(SETTINGS, List.of("plan", "good.csv")))
                .matches(said -> said.exitCode() == 0)
                .matches(said -> said.text().contains("seconds to be billed: 5\n"));
        assertThat(run(SETTINGS, List.of("plan"))).matches(said -> said.exitCode() == 2);
        assertThat(run(SETTINGS, List.of("plan", "missing.csv")))
                .isEqualTo(new Said(1, "There is no plan: missing.csv is not there; it must be a file.\n"));
        assertThat(run(SETTINGS, List.of("plan", ".")).text()).contains(". is a folder");
    }

    @Test
    void aPlanLooksAtThePicturesBesideTheFileAndMovesNothing() throws Exception {
        Path desk = Files.createDirectories(home.resolve("desk"));
        Files.copy(Path.of("config/samples/harbour.png"), desk.resolve("harbour.png"));
        Files.writeString(desk.resolve("drawing.png"), "<svg/>");
        Files.writeString(
                desk.resolve("shots.csv"),
                "mode,prompt,image_1,duration\nimage-to-video,a,harbour.png,2\nimage-to-video,b,none.png,2\n"
                        + "image-to-video,c,drawing.png,2\n");
        Files.writeString(
                desk.resolve("shot.json"),
                "{\"image_files\": [\"harbour.png\"], \"input\": {\"mode\": \"image-to-video\", \"duration\": 4}}");

        Said table = run(SETTINGS, List.of("plan", "desk/shots.csv"));
        Said request = run(SETTINGS, List.of("plan", "desk/shot.json"));

        assertThat(table.text()).startsWith("""
                rows=3 new=1 known=0 wrong=2
                row 2 (line 3): image_1 is "none.png", which is missing; it must lie beside the request, as a plain file
                row 3 (line 4): image_1 is "drawing.png", which is an SVG; it must be a JPEG, PNG or WebP of at most 10 MB
                seconds to be billed: 2
                """);
        assertThat(table.exitCode()).isEqualTo(1);
        assertThat(request.text()).startsWith("rows=1 new=1 known=0 wrong=0\nseconds to be billed: 4\n");
        assertThat(request.exitCode()).isZero();
        assertThat(desk).isDirectoryNotContaining(file -> !file.toString().matches(".*(png|csv|json)"));
    }

    /** In a locale in which "i" is no small "I", and numbers have commas. */
    @Test
    void costsAreReadAndNothingIsMadeOrChanged() throws Exception {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("LANG", "tr_TR.UTF-8");
        settings.put("JAVA_TOOL_OPTIONS", "-Duser.language=tr -Duser.country=TR");
        assertThat(run(settings, List.of("costs")).text())
                .contains("The costs are not known:", "there is no such file: no gateway has used it yet");
        assertThat(home.resolve("work/journal.db")).doesNotExist();
        run(SETTINGS, List.of("batch", "list"));

        assertThat(run(settings, List.of("costs", "--from", "2026-11-01", "--to", "2026-11-30")))
                .matches(said -> said.exitCode() == 0)
                .matches(said -> said.text().endsWith("from 2026-11-01 to 2026-11-30\nnothing was submitted\n"));
        assertThat(run(settings, List.of("costs", "--by", "mode", "--format", "csv", "--output", "costs.csv"))
                        .exitCode())
                .isZero();
        assertThat(home.resolve("costs.csv")).content().startsWith("mode,currency,submits,charged_submits,");
        assertThat(run(settings, List.of("costs", "--by", "project", "--format", "json"))
                        .text())
                .contains("\"by\" : \"project\",");
        assertThat(run(settings, List.of("costs", "--from", "2026-12-01", "--to", "2026-11-30")))
                .matches(said -> said.exitCode() == 2)
                .matches(said -> said.text().contains("the first must not come after the last"));
        assertThat(run(settings, List.of("costs", "--from", "x")).text())
                .contains("it is x; it must be a day, such as 2026-11-30")
                .doesNotContain("java.");
        assertThat(run(settings, List.of("costs", "--output", "nope/costs.csv")))
                .matches(said -> said.exitCode() == 2)
                .matches(said -> said.text()
                        .contains("--output is nope/costs.csv; the folder that it is to be in must be there"));
        assertThat(run(settings, List.of("costs", "--account", "default")).text())
                .contains(" of account default\nnothing was submitted");
    }

    @Test
    void anInvoiceThatDoesNotMatchEndsWithAnotherCode() throws Exception {
        run(SETTINGS, List.of("batch", "list"));
        Files.writeString(home.resolve("invoice.csv"), "task_id,seconds,time\nt1,5,2026-11-02\n");
        Files.writeString(home.resolve("empty.csv"), "task_id,seconds,time\n");
        Files.writeString(home.resolve("wrong.csv"), "task_id,seconds\nt1,5 s\n");

        assertThat(run(SETTINGS, List.of("costs", "--compare", "invoice.csv")))
                .matches(said -> said.exitCode() == 3)
                .matches(said -> said.text().startsWith("unknown     t1: not here, 5 s on the invoice\n"));
        assertThat(run(SETTINGS, List.of("costs", "--compare", "empty.csv", "--from", "2026-11-01"))
                        .text())
                .contains("tell the days that it is of");
        assertThat(run(
                        SETTINGS,
                        List.of("costs", "--compare", "empty.csv", "--from", "2026-11-01", "--to", "2026-11-30")))
                .matches(said -> said.exitCode() == 0);
        assertThat(run(SETTINGS, List.of("costs", "--compare", "wrong.csv")))
                .isEqualTo(new Said(
                        1,
                        "The invoice wrong.csv can't be compared: in its line 2 stands \"5 s\"; it must be a number such as"
                                + " 1234.56; --decimal-comma takes 1.234,56\n"));
        assertThat(run(SETTINGS, List.of("costs", "--compare", "none.csv")).text())
                .contains("it must be a file that is there and may be read");
        assertThat(run(SETTINGS, List.of("costs", "--account", "x"))).matches(said -> said.exitCode() == 2);
        for (List<String> wrong : List.of(List.of("--by", "day"), List.of("--yes"))) {
            List<String> arguments = new ArrayList<>(List.of("costs", "--compare", "invoice.csv"));
            arguments.addAll(wrong);
            assertThat(run(SETTINGS, arguments)).matches(said -> said.exitCode() == 2);
        }
        assertThat(run(SETTINGS, List.of("costs", "--settle"))).matches(said -> said.exitCode() == 2);
        String open = "for a person to look into, hence exit code 3: different=0 unknown=1 missing=0 without_task=0\n";
        assertThat(run(SETTINGS, List.of("costs", "--compare", "invoice.csv", "--settle"))
                        .text())
                .endsWith("to settle, with --yes: charged=0 refunded=0 not_billed=0 left=0\n" + open);
        assertThat(run(SETTINGS, List.of("costs", "--compare", "invoice.csv", "--settle", "--yes")))
                .matches(said -> said.exitCode() == 3)
                .matches(said -> said.text().endsWith("settled: charged=0 refunded=0 not_billed=0 left=0\n" + open));
        assertThat(run(SETTINGS, List.of("costs", "--compare", "invoice.csv", "--account", "x")))
                .matches(said -> said.exitCode() == 2)
                .matches(said -> said.text().contains("--account is x; it must be one of default"));
    }

    @Test
    void everyCommandTellsHowItIsUsedAndWhatWasWrong() throws Exception {
        for (String command : List.of(
                "check", "status", "list", "show", "plan", "costs", "cancel", "batch", "replay", "pause", "resume",
                "release", "cap", "console")) {
            assertThat(run(Map.of(), List.of(command, "--help")))
                    .matches(said -> said.exitCode() == 0)
                    .matches(said -> said.text().startsWith("Usage: ")
                            && said.text().contains(" " + command)
                            && said.text().contains("Exit codes:\n  " + (command.equals("console") ? "1   " : "0   ")));
            assertThat(run(Map.of(), List.of(command, "--wrong")))
                    .matches(said -> said.exitCode() == 2)
                    .matches(said -> said.text().startsWith("Unknown option: '--wrong'")
                            || said.text().startsWith("Missing required"));
        }
        assertThat(run(Map.of(), List.of("run", "--help")).text()).startsWith("Usage: ");
        assertThat(run(Map.of(), List.of("generate-completion")).text()).startsWith("#!/usr/bin/env bash\n");
        assertThat(run(Map.of(), List.of("help"))).matches(said -> said.exitCode() == 0);
        assertThat(run(Map.of(), List.of("shots.csv")))
                .matches(said -> said.exitCode() == 2)
                .matches(said -> said.text().startsWith("There is no command shots.csv.\nUsage: "));
    }

    @Test
    void whatIsNotThereIsSaidInASentence() throws Exception {
        assertThat(run(SETTINGS, List.of("batch", "list"))).isEqualTo(new Said(0, "There is no batch.\n"));
        assertThat(run(SETTINGS, List.of("batch", "pause", "shots.csv")))
                .isEqualTo(new Said(1, "No batch of this name or id is under way.\n"));
        assertThat(run(Map.of(), List.of("batch", "pause")))
                .matches(said -> said.exitCode() == 2)
                .matches(said -> said.text().startsWith("list takes no name; "));
        assertThat(run(SETTINGS, List.of("cancel", "shot-7")))
                .isEqualTo(new Said(0, "shot-7: not known here; withdrawn if it comes (for vidu.journal.retention)\n"));
        assertThat(run(SETTINGS, List.of("cancel", "shot 7")))
                .isEqualTo(new Said(
                        1, "shot 7: no id of a request: it must be 1 to 128 letters, digits, '.', '_' and '-'\n"));
    }

    /** In a pipe there is nothing of a bar, of colours, or of a log. */
    @Test
    void aCheckTellsItsFindingsAndNothingElse() throws Exception {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("VIDU_API_BASE_URL", "http://127.0.0.1:9");
        settings.put("VIDU_S3_ENDPOINT", "http://127.0.0.1:9");
        settings.put("VIDU_S3_ACCESS_KEY", "key");
        settings.put("VIDU_S3_SECRET_KEY", "secret-of-this-test");
        settings.put("VIDU_INTAKE_KAFKA_ENABLED", "true");
        settings.put("VIDU_INTAKE_KAFKA_BROKERS", "127.0.0.1:9");
        Said said = run(settings, List.of("check"));

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.text().lines())
                .allMatch(line -> line.matches("(ok|skipped|warning|FAILED) +[a-z]+  .*|It would not work: .*"));
        assertThat(said.text())
                .contains("FAILED   key ", "FAILED   bucket ", "FAILED   kafka ")
                .endsWith("It would not work: 3 failed; warnings: 1\n");
        assertThat(home.resolve("work")).doesNotExist();
        assertThat(run(Map.of(), List.of("check")).exitCode()).isEqualTo(2);
    }

    @Test
    void aJournalThatCannotBeOpenedIsNamedWithItsSettingByEveryCommandAndTheGateway() throws Exception {
        Path file = Files.writeString(home.resolve("journal.db"), "no database ".repeat(1_000));
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("VIDU_JOURNAL_URL", "jdbc:sqlite:" + file);

        for (List<String> arguments : List.of(List.<String>of(), List.of("release"), List.of("replay", "--all"))) {
            assertThat(run(settings, arguments))
                    .matches(said -> said.exitCode() == 1)
                    .matches(said ->
                            said.text().contains("\nvidu.journal.url is jdbc:sqlite:" + file + " (" + file + "); ")
                                    && said.text().contains("put the journal back from a copy"));
        }
    }
}
