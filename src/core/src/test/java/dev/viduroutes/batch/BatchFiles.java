package dev.viduroutes.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.settings.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** Batches in a folder, and what is read of them. */
final class BatchFiles {

    private final Path folder;
    private final BatchReaders readers;

    BatchFiles(Path folder, String... settings) {
        this.folder = folder;
        readers = new BatchReaders(TestSettings.with(settings));
    }

    Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(UTF_8));
    }

    Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    BatchReader open(Path file) throws IOException {
        String name = file.getFileName().toString();
        return readers.open(file, name, BatchFormat.ofName(name).orElseThrow());
    }

    BatchReports reports() {
        return new BatchReports(readers, new DurableFiles());
    }

    BatchReport report(Path growing, Path file) throws IOException {
        String name = file.getFileName().toString();
        return reports().open(growing, file, name, BatchFormat.ofName(name).orElseThrow());
    }

    List<BatchRow> rows(Path file) throws IOException {
        List<BatchRow> rows = new ArrayList<>();
        try (BatchReader reader = open(file)) {
            for (Optional<BatchRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    /** @return the rows of a table with this content */
    List<BatchRow> csv(String... lines) throws IOException {
        return rows(write("shots.csv", String.join("\n", lines)));
    }

    List<BatchRow> jsonl(String... lines) throws IOException {
        return rows(write("shots.jsonl", String.join("\n", lines)));
    }

    /** @return why the batch, or the rest of it, is not read */
    Failure refusal(String name, byte[] content) throws IOException {
        Path file = write(name, content);
        RequestRefusedException refused =
                Assertions.catchThrowableOfType(RequestRefusedException.class, () -> rows(file));
        Assertions.assertThat(refused).as("refusal of " + name).isNotNull();
        return refused.failure();
    }

    Failure refusal(String name, String content) throws IOException {
        return refusal(name, content.getBytes(UTF_8));
    }

    static String document(BatchRow row) {
        return row.document()
                .orElseThrow(() -> new AssertionError(row.problems().toString()))
                .toString();
    }
}
