package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a request file once its outcome is safe. */
class DoneFilesTest {

    private static final long READ_MILLIS = 1_000_000;

    @TempDir
    private Path folder;

    private final DoneFiles done = new DoneFiles();

    @Test
    void whatIsDoneIsRemovedUnlessItWasReplaced() throws Exception {
        Path same = file("same");
        Path replaced = file("replaced");

        done.remove(same, source(READ_MILLIS), "content".getBytes(UTF_8));
        done.remove(replaced, source(READ_MILLIS), "CONTENT".getBytes(UTF_8));

        assertThat(same).doesNotExist();
        assertThat(replaced).exists();
        assertThat(done.contains(replaced)).isFalse();
    }

    @Test
    void aFileTooLongToBeReadIsKnownByItsTime() throws Exception {
        Path file = file("long");

        done.remove(file, source(READ_MILLIS - 1), new Object());
        assertThat(file).exists();
        done.remove(file, source(READ_MILLIS), new Object());

        assertThat(file).doesNotExist();
    }

    /** A folder with something in it stands for a file that the system does not let go. */
    @Test
    void whatCanNotBeRemovedIsNotTakenAgainUntilItChanges() throws Exception {
        Path stuck = Files.createDirectory(folder.resolve("stuck"));
        Files.writeString(stuck.resolve("content"), "content");
        Files.setLastModifiedTime(stuck, FileTime.fromMillis(READ_MILLIS));

        done.remove(stuck, source(READ_MILLIS), new Object());
        assertThat(done.contains(stuck)).isTrue();
        Files.setLastModifiedTime(stuck, FileTime.fromMillis(READ_MILLIS + 1));

        assertThat(done.contains(stuck)).isFalse();
    }

    private Path file(String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "content");
        return Files.setLastModifiedTime(file, FileTime.fromMillis(READ_MILLIS));
    }

    private static Source source(long modifiedMillis) {
        return Source.ofFile("request.json", modifiedMillis);
    }
}
