package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch on a disk that fails at one of its rows, or while it is opened again. */
class ResumableReaderTest {

    @TempDir
    private Path folder;

    private Optional<IOException> away = Optional.empty();
    private int failAt;
    private int open;

    private BatchReader open(Path file, BatchFiles batches) throws IOException {
        if (away.isPresent()) {
            throw away.get();
        }
        BatchReader reader = batches.open(file);
        open++;
        return new BatchReader() {
            private int next = 1;

            @Override
            public Optional<BatchRow> next() throws IOException {
                if (next++ == failAt) {
                    throw new IOException("Input/output error");
                }
                return reader.next();
            }

            @Override
            public BatchForm form() {
                return reader.form();
            }

            @Override
            public void close() throws IOException {
                open--;
                reader.close();
            }
        };
    }

    @Test
    void eachRowIsReadOnceWhereverTheDiskFails() throws Exception {
        BatchFiles batches = new BatchFiles(folder);
        // The key of a row counts the rows before it that say the same.
        Path file = batches.write("shots.csv", "prompt\nsame\nsame\n\nsame\nother\n");
        List<BatchRow> expected = batches.rows(file);
        for (int at = 1; at <= expected.size() + 1; at++) {
            List<BatchRow> found = new ArrayList<>();
            try (BatchReader reader = new ResumableReader(() -> open(file, batches))) {
                failAt = at;
                for (int row = 1; row < at; row++) {
                    found.add(reader.next().orElseThrow());
                }
                assertThatThrownBy(reader::next).hasMessage("Input/output error");
                assertThatThrownBy(reader::next)
                        .as("while the rows before are skipped, or the same again")
                        .isInstanceOf(IOException.class);
                away = Optional.of(new IOException("Stale file handle"));
                assertThatThrownBy(reader::next).hasMessage("Stale file handle");
                away = Optional.empty();
                failAt = 0;
                for (Optional<BatchRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                    found.add(row.get());
                }
            }
            assertThat(found).as("failed at row " + at).isEqualTo(expected);
            assertThat(open).as("files left open").isZero();
        }
    }
}
