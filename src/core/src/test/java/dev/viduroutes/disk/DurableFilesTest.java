package dev.viduroutes.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of names and contents; that it is on disk, a trace of the system's calls shows (OutcomeFilesOnDiskIT). */
class DurableFilesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.006Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final DurableFiles files = new DurableFiles(CLOCK);

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsWrittenWholeWithItsTimeIntoFoldersThatAreMade() throws Exception {
        Path target = folder.resolve("a/b/letter.json");

        files.write(target, stream("old"));
        files.write(target, stream("new"), FileTime.fromMillis(1_000));

        assertThat(target).hasContent("new");
        assertThat(Files.getLastModifiedTime(target).toMillis()).isEqualTo(1_000);
        try (Stream<Path> beside = Files.list(target.getParent())) {
            assertThat(beside).containsExactly(target);
        }
    }

    @Test
    void aWriteThatFailsLeavesWhatWasThereAndNothingElse() throws Exception {
        Path target = Files.writeString(folder.resolve("report.json"), "old");
        InputStream breaking = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the source is gone");
            }
        };

        assertThatThrownBy(() -> files.write(target, breaking)).hasMessage("the source is gone");

        assertThat(target).hasContent("old");
        assertThat(names()).containsExactly("report.json");
    }

    @Test
    void aNewFileTakesNoNameThatSomethingHas() throws Exception {
        Path target = folder.resolve("request.json");
        InputStream raced = new ByteArrayInputStream("put back".getBytes(UTF_8)) {
            @Override
            public long transferTo(java.io.OutputStream out) throws IOException {
                Files.writeString(target, "dropped meanwhile");
                return super.transferTo(out);
            }
        };

        assertThatThrownBy(() -> files.create(target, raced, FileTime.fromMillis(1_000)))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(target).hasContent("dropped meanwhile");
        Files.delete(target);
        files.create(target, stream("put back"), FileTime.fromMillis(1_000));
        assertThat(target).hasContent("put back");
        assertThat(Files.getLastModifiedTime(target).toMillis()).isEqualTo(1_000);
        assertThat(names()).containsExactly("request.json");
    }

    @Test
    void whatAKillLeftHalfWrittenIsRemovedAndNothingElse() throws Exception {
        Files.writeString(folder.resolve(".vidu-0e4b9c1c-0000-4000-8000-000000000000.part"), "half a lett");
        Files.writeString(folder.resolve(".upload.part"), "a producer's");
        Files.createSymbolicLink(folder.resolve(".vidu-link.part"), Path.of("elsewhere"));
        Path target = folder.resolve("report.json");
        InputStream meanwhile = new ByteArrayInputStream("whole".getBytes(UTF_8)) {
            @Override
            public long transferTo(java.io.OutputStream out) throws IOException {
                files.removeAbandoned(folder);
                assertThat(names()).as("with the one that is being written").hasSize(3);
                return super.transferTo(out);
            }
        };

        files.write(target, meanwhile);

        assertThat(target).hasContent("whole");
        assertThat(names()).containsExactly(".upload.part", ".vidu-link.part", "report.json");
    }

    @Test
    void aLinkInThePlaceOfAFolderIsNotFollowedToMakeOne() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("volume"), folder.resolve("not mounted"));

        assertThatThrownBy(() -> files.write(link.resolve("report.json"), stream("lost")))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(names()).containsExactly("volume");
    }

    @Test
    void whatIsMovedAsideHasDigitsThatEverybodyReadsAndNeverReplacesAnything() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
        try {
            for (int i = 0; i < 3; i++) {
                Path file = Files.writeString(folder.resolve("report.json"), "number " + i);
                files.moveAside(file, files.stamp());
            }
            files.moveAside(folder.resolve("missing"), files.stamp());
        } finally {
            Locale.setDefault(before);
        }

        assertThat(names())
                .containsExactly(
                        "report.json.20260102-030405-006",
                        "report.json.20260102-030405-006-1",
                        "report.json.20260102-030405-006-2");
        assertThat(folder.resolve("report.json.20260102-030405-006")).hasContent("number 0");
    }

    @Test
    void aFileIsMovedWithTheWriterThatHasItOpen() throws Exception {
        Path source = folder.resolve("slow.json");
        Path target = folder.resolve("kept/slow.json");
        try (var writer = Files.newOutputStream(source)) {
            writer.write("early ".getBytes(UTF_8));
            files.move(source, target);
            writer.write("late".getBytes(UTF_8));
        }

        assertThat(target).hasContent("early late");
        assertThat(source).doesNotExist();
    }

    @Test
    void onlyTheBeginningOfALongFileIsCopied() throws Exception {
        Path sparse = folder.resolve("sparse");
        try (FileChannel file = FileChannel.open(Files.createFile(sparse), java.nio.file.StandardOpenOption.WRITE)) {
            file.write(java.nio.ByteBuffer.wrap(new byte[] {1}), 10L << 30);
        }

        try (FileChannel source = FileChannel.open(sparse)) {
            files.copy(source, 1 << 20, folder.resolve("copy"), FileTime.fromMillis(1_000));
        }

        assertThat(Files.size(folder.resolve("copy"))).isEqualTo(1 << 20);
    }

    @Test
    void aFolderThatCanNotBeSyncedStopsNothing() {
        // No folder, but the system says "not permitted" or "invalid" of some in the same way.
        assertThatThrownBy(() -> files.syncFolder(folder.resolve("missing")))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
        Path proc = Path.of("/proc/self");
        if (Files.isDirectory(proc)) {
            org.assertj.core.api.Assertions.assertThatCode(() -> files.syncFolder(proc))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void whatAFileEndpointWroteIsFoundByItsName() throws Exception {
        Path written = Files.writeString(folder.resolve("by-camel.json"), "content");

        files.syncProduced(written.toString());
        files.syncProduced("");

        assertThatThrownBy(() -> files.syncProduced(folder.resolve("never").toString()))
                .isInstanceOf(IOException.class);
    }
}
