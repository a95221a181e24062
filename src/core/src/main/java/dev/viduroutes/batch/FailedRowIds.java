package dev.viduroutes.batch;

import java.util.Optional;

/**
 * The ids that rows must name in the file of those that failed, to be the same requests when that is read as a batch: a row that says
 * the same as one that did not fail would be taken for that one. To be asked about each row that failed, in their order. Not
 * thread-safe.
 */
final class FailedRowIds {

    private final RowKeys keys;
    private boolean needed;
    private boolean asked;

    /** @param batchName see {@link BatchReaders#open} */
    FailedRowIds(String batchName) {
        keys = new RowKeys(batchName);
    }

    /** @return the id that the row must name; nothing if it names one, or is known by what it says */
    Optional<String> of(BatchRow row) {
        asked = true;
        if (row.document().filter(document -> document.has(Column.REQUEST_ID)).isPresent()) {
            return Optional.empty();
        }
        String alone = row.document().map(keys::of).orElseGet(() -> keys.of(row.values()));
        Optional<String> id = Optional.of(row.key()).filter(key -> !key.equals(alone));
        needed |= id.isPresent();
        return id;
    }

    /** @return whether any row failed */
    boolean wereAsked() {
        return asked;
    }

    /** @return whether one of the rows until now must name its id */
    boolean areNeeded() {
        return needed;
    }
}
