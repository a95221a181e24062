package dev.viduroutes.batch;

import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.request.Documents;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;

/** Opens batches. */
final class BatchReaders {

    private final BatchBounds bounds;
    private final Documents documents;

    BatchReaders(Settings settings) {
        this(BatchBounds.of(settings));
    }

    private BatchReaders(BatchBounds bounds) {
        this.bounds = bounds;
        documents = new Documents(bounds.maxRequestBytes());
    }

    /** For batches of which rows were made before, maybe under settings that allowed more. */
    static BatchReaders ofBegun() {
        return new BatchReaders(BatchBounds.WIDEST);
    }

    /**
     * @param file must not change while it is read
     * @param name of the batch, of which the keys of its rows are made: a file's as it was found
     * @throws RequestRefusedException if it is no batch: of another encoding, with columns that nobody knows
     * @throws IOException if it can't be read
     */
    BatchReader open(Path file, String name, BatchFormat format) throws IOException {
        boolean hasMark = BatchEncoding.check(file);
        RowKeys keys = new RowKeys(name);
        return switch (format) {
            case CSV -> CsvBatchReader.open(file, hasMark, keys, bounds);
            case JSONL -> JsonlBatchReader.open(file, hasMark, keys, bounds, documents);
            case TXT -> TxtBatchReader.open(file, hasMark, keys, bounds);
        };
    }
}
