package dev.viduroutes.replay;

import static dev.viduroutes.replay.CollectingVisitor.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.settings.FileIntakeSettings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back into the intake folder, which others fill at the same time. */
class InboxReplayTargetTest {

    @TempDir
    private Path home;

    private Path inbox;
    private DeadLetterFolder store;
    private InboxReplayTarget way;

    @BeforeEach
    void makeFolders() throws IOException {
        inbox = Files.createDirectory(home.resolve("inbox"));
        Path deadLetters = Files.createDirectory(home.resolve("dead-letter"));
        writeDeadLetter(deadLetters, "shot.json", "the dead letter");
        store = new DeadLetterFolder(deadLetters, 1_000);
        way = new InboxReplayTarget(
                new FileIntakeSettings(true, inbox, home, home, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1),
                deadLetters);
    }

    private static void writeDeadLetter(Path deadLetters, String name, String content) throws IOException {
        Files.writeString(deadLetters.resolve(name), content);
        Files.writeString(deadLetters.resolve(name + ".reason.json"), """
                {"request_id": "r", "state": "FAILED", "source": {"kind": "file", "name": "%s", "stamp": "1"},
                 "timings": {"settled_at": "2026-01-01T00:00:00Z"}}""".formatted(name));
    }

    @Test
    void aRequestThatIsDroppedWhileALetterOfItsNameIsPutBackIsNotReplaced() throws Exception {
        DeadLetter deadLetter = all(store).get(0);
        assertThat(way.obstacle(deadLetter)).isEmpty();
        Files.writeString(inbox.resolve("shot.json"), "another request");

        assertThatThrownBy(() -> store.putBack(deadLetter, way)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(inbox.resolve("shot.json")).hasContent("another request");
        assertThat(all(store)).as("where it lay").singleElement().returns("r", DeadLetter::requestId);
        Files.delete(inbox.resolve("shot.json"));
        assertThat(store.putBack(deadLetter, way)).isTrue();
        assertThat(inbox.resolve("shot.json")).hasContent("the dead letter");
        assertThat(inbox.toFile().list()).hasSize(1);
    }

    @Test
    void aLinkThatLiesUnderItsNameIsNotWrittenThrough() throws Exception {
        DeadLetter deadLetter = all(store).get(0);
        Path link = Files.createSymbolicLink(inbox.resolve("shot.json"), home.resolve("elsewhere"));

        assertThatThrownBy(() -> store.putBack(deadLetter, way)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(home.resolve("elsewhere")).doesNotExist();
        assertThat(inbox.toFile().list()).containsExactly(link.getFileName().toString());
    }

    /** Each with a home, and so a lock, of its own. */
    @Test
    void replaysOfTwoGatewaysThatHaveOneIntakeFolderPutNothingIntoEachOthersFiles() throws Exception {
        List<Callable<Void>> replays = new ArrayList<>();
        for (String gateway : List.of("a", "b")) {
            Path deadLetters = Files.createDirectory(home.resolve(gateway));
            for (int i = 0; i < 100; i++) {
                writeDeadLetter(deadLetters, gateway + i + ".json", "the dead letter " + gateway + i);
            }
            replays.add(() -> {
                DeadLetterFolder own = new DeadLetterFolder(deadLetters, 1_000);
                for (DeadLetter deadLetter : all(own)) {
                    own.putBack(deadLetter, way);
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(replays.size());
        try {
            for (Future<Void> replay : threads.invokeAll(replays)) {
                replay.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (String gateway : List.of("a", "b")) {
            for (int i = 0; i < 100; i++) {
                assertThat(inbox.resolve(gateway + i + ".json")).hasContent("the dead letter " + gateway + i);
            }
        }
    }
}
