package dev.viduroutes.batch;

import dev.viduroutes.request.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The report of a batch: while the batch runs, a file that grows in the order in which its rows end; what was appended is on disk, and
 * is found there by the next process. Thread-safe.
 */
interface BatchReport extends Closeable {

    /** @return whether the row has its outcome, be it from an earlier process */
    boolean has(long row);

    /** @return rows that have their outcome */
    long rows();

    /** @return what it has so far, rows of earlier processes included */
    BatchTotals totals();

    /** Adds what became of a row, durably. A row that has its outcome keeps it. */
    void append(BatchRow row, Outcome outcome) throws IOException;

    /**
     * Writes the whole report in the order of the rows, and beside it the rows that failed, if any, each durably.
     *
     * @param report where the report goes
     * @param failed where what failed goes, in the same form as the batch, to be corrected and dropped again
     * @return the pictures that its rows name
     */
    RowPictures finish(Path report, Path failed) throws IOException;
}
