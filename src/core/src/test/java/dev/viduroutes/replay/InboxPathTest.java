package dev.viduroutes.replay;

import static dev.viduroutes.replay.Letters.letters;
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
class InboxPathTest {

    @TempDir
    private Path home;

    private Path inbox;
    private FolderBox box;
    private InboxPath way;

    @BeforeEach
    void makeFolders() throws IOException {
        inbox = Files.createDirectory(home.resolve("inbox"));
        Path letters = Files.createDirectory(home.resolve("dead-letter"));
        bury(letters, "shot.json", "the dead letter");
        box = new FolderBox(letters, 1_000);
        way = new InboxPath(new FileIntakeSettings(true, inbox, home, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    private static void bury(Path letters, String name, String content) throws IOException {
        Files.writeString(letters.resolve(name), content);
        Files.writeString(letters.resolve(name + ".reason.json"), """
                {"request_id": "r", "state": "FAILED", "source": {"kind": "file", "name": "%s", "stamp": "1"},
                 "timings": {"settled_at": "2026-01-01T00:00:00Z"}}""".formatted(name));
    }

    @Test
    void aRequestThatIsDroppedWhileALetterOfItsNameIsPutBackIsNotReplaced() throws Exception {
        Letter letter = letters(box).get(0);
        assertThat(way.obstacle(letter)).isEmpty();
        Files.writeString(inbox.resolve("shot.json"), "another request");

        assertThatThrownBy(() -> box.putBack(letter, way)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(inbox.resolve("shot.json")).hasContent("another request");
        assertThat(letters(box)).as("where it lay").singleElement().returns("r", Letter::requestId);
        Files.delete(inbox.resolve("shot.json"));
        assertThat(box.putBack(letter, way)).isTrue();
        assertThat(inbox.resolve("shot.json")).hasContent("the dead letter");
        assertThat(inbox.toFile().list()).hasSize(1);
    }

    @Test
    void aLinkThatLiesUnderItsNameIsNotWrittenThrough() throws Exception {
        Letter letter = letters(box).get(0);
        Path link = Files.createSymbolicLink(inbox.resolve("shot.json"), home.resolve("elsewhere"));

        assertThatThrownBy(() -> box.putBack(letter, way)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(home.resolve("elsewhere")).doesNotExist();
        assertThat(inbox.toFile().list()).containsExactly(link.getFileName().toString());
    }

    /** Each with a home, and so a lock, of its own. */
    @Test
    void replaysOfTwoGatewaysThatHaveOneIntakeFolderPutNothingIntoEachOthersFiles() throws Exception {
        List<Callable<Void>> replays = new ArrayList<>();
        for (String gateway : List.of("a", "b")) {
            Path letters = Files.createDirectory(home.resolve(gateway));
            for (int i = 0; i < 100; i++) {
                bury(letters, gateway + i + ".json", "the dead letter " + gateway + i);
            }
            replays.add(() -> {
                FolderBox own = new FolderBox(letters, 1_000);
                for (Letter letter : letters(own)) {
                    own.putBack(letter, way);
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
