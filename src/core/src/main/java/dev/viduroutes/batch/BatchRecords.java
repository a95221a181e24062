package dev.viduroutes.batch;

import dev.viduroutes.csv.RawRecord;
import dev.viduroutes.csv.RecordScanner;
import dev.viduroutes.csv.RecordTooLongException;
import dev.viduroutes.failure.RequestRefusedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The records of a batch but blank ones, as long as they are within its bounds. Not thread-safe. */
final class BatchRecords implements Closeable {

    private static final int MARK_BYTES = 3;
    private static final String FIELD = "document";

    /**
     * A record as a text.
     *
     * @param line where it begins, from 1
     */
    record Line(String text, long line) {}

    private final RecordScanner records;
    private final BatchBounds bounds;

    private BatchRecords(RecordScanner records, BatchBounds bounds) {
        this.records = records;
        this.bounds = bounds;
    }

    /**
     * @param hasMark whether the file begins with a byte order mark
     * @param separators of cells, or {@link RecordScanner#NO_QUOTES}
     */
    static BatchRecords open(Path file, boolean hasMark, String separators, BatchBounds bounds) throws IOException {
        InputStream open = Files.newInputStream(file);
        try {
            open.skipNBytes(hasMark ? MARK_BYTES : 0);
            return new BatchRecords(new RecordScanner(open, separators, bounds.maxRecordBytes()), bounds);
        } catch (IOException | RuntimeException failure) {
            open.close();
            throw failure;
        }
    }

    BatchBounds bounds() {
        return bounds;
    }

    /**
     * @return the next one that is not blank; nothing at the end
     * @throws RequestRefusedException if what follows can't be read as records
     */
    Optional<Line> next() throws IOException {
        try {
            Optional<RawRecord> record = records.next();
            while (record.isPresent() && record.get().isBlank()) {
                record = records.next();
            }
            return record.isPresent() ? Optional.of(line(record.get())) : Optional.empty();
        } catch (RecordTooLongException tooLong) {
            throw new RequestRefusedException(
                    FIELD,
                    "one whose row in line " + tooLong.line() + " has more than " + tooLong.maxBytes() + " bytes",
                    "a row must be a request (vidu.request.max-bytes), and a quote that opens a cell must be closed");
        }
    }

    private static Line line(RawRecord record) throws CharacterCodingException {
        if (!record.closed()) {
            throw RequestRefusedException.truncated(
                    "one that ends in a cell whose row begins in line " + record.line(),
                    "a quote that opens a cell must be closed");
        }
        return new Line(record.text(), record.line());
    }

    /** @throws RequestRefusedException if a batch may not have as many rows */
    void checkCount(long row) {
        if (row > bounds.maxRows()) {
            throw new RequestRefusedException(
                    FIELD,
                    "one of more than " + bounds.maxRows() + " rows",
                    "it must have at most " + bounds.maxRows() + " (vidu.batch.max-rows)");
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
