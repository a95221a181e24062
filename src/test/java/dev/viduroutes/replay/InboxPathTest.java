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
    void bury() throws IOException {
        inbox = Files.createDirectory(home.resolve("inbox"));
        Path letters = Files.createDirectory(home.resolve("dead-letter"));
        Files.writeString(letters.resolve("shot.json"), "the dead letter");
        Files.writeString(letters.resolve("shot.json.reason.json"), """
                {"request_id": "r", "state": "FAILED", "source": {"kind": "file", "name": "shot.json", "stamp": "1"},
                 "timings": {"settled_at": "2026-01-01T00:00:00Z"}}""");
        box = new FolderBox(letters, 1_000);
        way = new InboxPath(new FileIntakeSettings(true, inbox, home, Duration.ZERO, Duration.ZERO));
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
}
