package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.route.GatewayTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies in the intake folder and is no request file. */
class StrayInboxEntriesTest extends GatewayTest {

    @Test
    void foldersLinksAndPipesAreMovedOutAsTheyAreAndBlockNobody() throws Exception {
        Files.createDirectories(inbox().resolve("folder.json"));
        drop("inner", "kept");
        Files.move(inbox().resolve("inner"), inbox().resolve("folder.json/inner.json"));
        Files.createSymbolicLink(inbox().resolve("link.json"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(inbox().resolve("dangling.json"), Path.of("nowhere"));
        boolean pipe = new ProcessBuilder("mkfifo", inbox().resolve("pipe.json").toString())
                        .start()
                        .waitFor()
                == 0;
        assumeThat(pipe).as("mkfifo works here").isTrue();
        drop("plain.json", request("beside strays"));

        awaitDone("plain.json");
        List<String> strays = List.of("folder.json", "link.json", "dangling.json", "pipe.json");
        for (String name : strays) {
            JsonNode reason = awaitDeadLetter(name);
            assertThat(reason.at("/failure/message").asText()).contains("it must be a plain file");
            assertThat(reason.at("/source/name").asText()).isEqualTo(name);
        }
        assertThat(names(inbox())).isEmpty();
        assertThat(deadLetters().resolve("folder.json/inner.json")).hasContent("kept");
        assertThat(Files.readSymbolicLink(deadLetters().resolve("link.json"))).isEqualTo(Path.of("/etc/hostname"));
        assertThat(Files.isSymbolicLink(deadLetters().resolve("dangling.json"))).isTrue();
        assertThat(names(done())).containsExactly("plain.json", "plain.json.outcome.json");
        assertThat(ledger().submits()).hasSize(1);
    }

    @Test
    void aFileWhoseNameCannotBeUsedIsMovedOutUnchanged() throws Exception {
        drop("back\\slash.json", request("never taken"));
        Process shell = new ProcessBuilder("sh", "-c", "printf kept > \"$(printf 'latin\\366.json')\"")
                .directory(inbox().toFile())
                .start();
        assertThat(shell.waitFor()).isZero();

        awaitEmptyInbox();

        assertBuried("back\\slash.json", request("never taken").getBytes(UTF_8));
        assertBuried("latin\uFFFD.json", "kept".getBytes(UTF_8));
        assertThat(ledger().submits()).isEmpty();
    }

    @Test
    void aDeadLetterDoesNotReplaceAStrayOfTheSameName() throws Exception {
        Files.createDirectories(inbox().resolve("same.json/inner"));
        awaitDeadLetter("same.json");

        drop("same.json", "not json");

        awaitEmptyInbox();
        assertBuried("same.json", "not json".getBytes(UTF_8));
        assertThat(names(deadLetters())).hasSize(4);
        assertThat(names(deadLetters()))
                .anyMatch(name -> Files.isDirectory(deadLetters().resolve(name)));
    }

    @Test
    void hiddenAndUnfinishedFilesAreLeftAlone() throws Exception {
        List<String> untouched = List.of(".hidden.json", "a.json.part", "b.part", "c.json~", "json", "notes.md");
        for (String name : untouched) {
            drop(name, "not for the gateway");
        }
        drop("plain.json", request("beside hidden files"));

        awaitDone("plain.json");

        assertThat(names(inbox())).containsExactlyInAnyOrderElementsOf(untouched);
        assertThat(names(deadLetters())).isEmpty();
    }

    @Test
    void aFileThatVanishesAfterItsSubmitIsReportedAllTheSame() throws Exception {
        drop("vanishing.json", request("vanishing"));
        await().until(() -> !ledger().tasksFor("vanishing").isEmpty());

        try (Stream<Path> all = Files.walk(inbox())) {
            Files.delete(all.filter(file -> file.endsWith("vanishing.json"))
                    .findAny()
                    .orElseThrow());
        }

        awaitDone("vanishing.json");
        assertThat(done().resolve("vanishing.json")).hasContent(request("vanishing"));
        assertThat(ledger().submitsFor("vanishing")).isEqualTo(1);
        assertThat(names(deadLetters())).isEmpty();
    }
}
