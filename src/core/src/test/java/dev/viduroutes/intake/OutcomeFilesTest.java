package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.route.GatewayTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** Outcomes that are written again, since a kill came between writing them and removing the request file. */
class OutcomeFilesTest extends GatewayTest {

    @Test
    void aRequestThatComesAgainAfterItWasReportedReplacesItsOwnReport() throws Exception {
        Path master = master(request("reported twice sandbox:fast"));
        for (int i = 0; i < 2; i++) {
            dropAsItIs(master, "shot.json");
            awaitDone("shot.json");
        }

        assertThat(names(done())).containsExactly("shot.json", "shot.json.outcome.json");
        assertThat(ledger().tasksFor("reported twice")).hasSize(1);
    }

    @Test
    void aDeadLetterThatComesAgainReplacesItself() throws Exception {
        Path master = master("not json");
        for (int i = 0; i < 2; i++) {
            dropAsItIs(master, "bad.json");
            awaitDeadLetter("bad.json");
        }

        assertThat(names(deadLetters())).containsExactly("bad.json", "bad.json.reason.json");
        assertThat(Files.readAllBytes(deadLetters().resolve("bad.json"))).isEqualTo("not json".getBytes(UTF_8));
    }

    /** As a kill between the reason and the move of its file leaves it, or one between copying and the reason. */
    @Test
    void halfADeadLetterIsCompletedWithoutASecondOne() throws Exception {
        Path master = master("not json");
        for (String missing : new String[] {"bad.json", "bad.json.reason.json"}) {
            dropAsItIs(master, "bad.json");
            awaitDeadLetter("bad.json");
            Files.delete(deadLetters().resolve(missing));
        }
        dropAsItIs(master, "bad.json");
        awaitDeadLetter("bad.json");

        assertThat(names(deadLetters())).containsExactly("bad.json", "bad.json.reason.json");
    }

    @Test
    void halfAReportIsCompletedWithoutASecondOneAndWithoutPayingAgain() throws Exception {
        Path master = master(request("half reported"));
        dropAsItIs(master, "shot.json");
        awaitDone("shot.json");
        Files.delete(done().resolve("shot.json"));
        dropAsItIs(master, "shot.json");
        awaitDone("shot.json");

        assertThat(names(done())).containsExactly("shot.json", "shot.json.outcome.json");
        assertThat(ledger().submitsFor("half reported")).isEqualTo(1);
    }

    private Path master(String content) throws Exception {
        return Files.writeString(home.resolve("master"), content);
    }

    /** The same file again, its modification time included. */
    private void dropAsItIs(Path master, String name) throws Exception {
        Files.createDirectories(inbox());
        Path part = Files.copy(master, inbox().resolve(name + ".part"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(part, inbox().resolve(name));
    }
}
