package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.Retries;
import dev.viduroutes.route.GatewayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Folders that can't be written and files that can't be removed: nothing is lost, and nothing is paid twice. */
class UnwritableFolderTest extends GatewayTest {

    private Retries retries;

    @BeforeEach
    void countRetries() {
        retries = Retries.of(context());
    }

    @Test
    void aReportThatCannotBeWrittenIsWaitedForWithoutPayingAgain() throws Exception {
        Files.delete(done());
        Files.writeString(done(), "not a folder");
        drop("waits.json", request("waits for its report"));

        await().until(() -> ledger().tasksFor("waits for its report").stream()
                .anyMatch(task -> task.results().stream().anyMatch(result -> result.downloads() > 0)));
        assertStaysOverRetries("waits.json");
        Files.delete(done());

        awaitDone("waits.json");
        awaitEmptyInbox();
        assertThat(done().resolve("waits.json")).hasContent(request("waits for its report"));
        assertThat(ledger().submitsFor("waits for its report")).isEqualTo(1);
        assertThat(names(deadLetters())).isEmpty();
    }

    @Test
    void aDeadLetterThatCannotBeWrittenKeepsItsRequestInTheInbox() throws Exception {
        byte[] tooLong = new byte[300 * 1024];
        Arrays.fill(tooLong, (byte) ' ');
        Files.delete(deadLetters());
        Files.writeString(deadLetters(), "not a folder");
        drop("refused.json", "not json");
        drop("long.json", tooLong);
        drop("fine.json", request("beside blocked ones"));

        awaitDone("fine.json");
        assertStaysOverRetries("refused.json", "long.json");
        Files.delete(deadLetters());

        awaitEmptyInbox();
        assertBuried("refused.json", "not json".getBytes(UTF_8));
        assertBuried("long.json", tooLong);
        assertThat(ledger().submits()).hasSize(1);
    }

    @Test
    void aVolumeThatIsNotMountedIsWaitedForToo() throws Exception {
        Files.delete(deadLetters());
        Files.delete(done());
        Files.createSymbolicLink(deadLetters(), home.resolve("volume/dead-letter"));
        Files.createSymbolicLink(done(), home.resolve("volume/done"));
        drop("refused.json", "not json");
        drop("stored.json", request("stored while the volume is gone"));

        await().until(() -> !ledger().tasksFor("stored while").isEmpty());
        assertStaysOverRetries("refused.json");
        Files.createDirectories(home.resolve("volume/dead-letter"));
        Files.createDirectories(home.resolve("volume/done"));

        awaitEmptyInbox();
        assertBuried("refused.json", "not json".getBytes(UTF_8));
        assertThat(done().resolve("stored.json")).hasContent(request("stored while the volume is gone"));
        assertThat(ledger().submits()).hasSize(1);
    }

    /** What can't be moved could not leave its source either, so that its outcome would be reported again and again. */
    @Test
    void aFileThatCannotBeRemovedIsNotTakenAndHoldsUpNobody() throws Exception {
        Path file = drop(".frozen", request("frozen"));
        assumeThat(attribute("+i", file)).as("chattr works here").isTrue();
        Path bait = inbox().resolve("frozen.json");
        attribute("-i", file);
        context().getRouteController().suspendRoute("vidu-intake-file");
        Files.move(file, bait);
        attribute("+i", bait);
        context().getRouteController().resumeRoute("vidu-intake-file");
        try {
            drop("later.json", request("after the cold one"));
            awaitDone("later.json");

            assertThat(bait).exists();
        } finally {
            attribute("-i", bait);
        }
        awaitDone("frozen.json");
        assertThat(ledger().submitsFor("frozen")).isEqualTo(1);
    }

    private void assertStaysOverRetries(String... files) throws IOException {
        retries.awaitMore(3 * files.length);
        assertThat(names(inbox())).contains(files);
    }

    private static boolean attribute(String change, Path file) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("chattr", change, file.toString())
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
