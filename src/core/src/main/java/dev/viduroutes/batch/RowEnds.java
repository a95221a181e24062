package dev.viduroutes.batch;

import java.util.ArrayList;
import java.util.List;

/** Adds up what became of rows. Not thread-safe. */
final class RowEnds {

    private final List<FailedRow> firstFailed = new ArrayList<>();
    private long stored;
    private long failed;
    private long seconds;

    void add(RowEnd end) {
        seconds += end.seconds();
        if (end.stored()) {
            stored++;
            return;
        }
        failed++;
        if (firstFailed.size() < BatchTotals.MOST_TOLD) {
            firstFailed.add(end.told());
        }
    }

    BatchTotals totals() {
        return new BatchTotals(stored, failed, seconds, firstFailed);
    }
}
