package dev.viduroutes.batch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Adds up what became of rows. Not thread-safe. */
final class RowEnds {

    private final List<FailedRow> firstFailed = new ArrayList<>();
    private long stored;
    private long failed;
    private long seconds;
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal doubtful = BigDecimal.ZERO;

    void add(RowEnd end) {
        seconds += end.seconds();
        cost = cost.add(end.cost());
        doubtful = doubtful.add(end.doubtful());
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
        return new BatchTotals(stored, failed, seconds, cost, doubtful, firstFailed);
    }
}
