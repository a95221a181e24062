package dev.viduroutes.batch;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a report has so far, in numbers.
 *
 * @param stored rows whose videos are in the bucket
 * @param failed rows that became no video
 * @param seconds of video that the API billed for them, as far as that is known
 * @param cost of them, as far as that is known; 0 if there are no prices
 * @param doubtful what may be charged in addition
 * @param firstFailed those that failed, in the order in which they ended; the first {@link #MOST_TOLD} of them
 */
record BatchTotals(
        long stored, long failed, long seconds, BigDecimal cost, BigDecimal doubtful, List<FailedRow> firstFailed) {

    /** An outcome must find room in a queue. */
    static final int MOST_TOLD = 100;

    BatchTotals {
        firstFailed = List.copyOf(firstFailed);
    }
}
