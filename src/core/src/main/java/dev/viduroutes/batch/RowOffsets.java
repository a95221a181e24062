package dev.viduroutes.batch;

import java.util.Arrays;

/** Where in the growing report each row stands: 8 bytes a row. Not thread-safe. */
final class RowOffsets {

    private long[] offsets = new long[1 << 10];
    private long count;

    boolean has(long row) {
        return row > 0 && row < offsets.length && offsets[(int) row] > 0;
    }

    long get(long row) {
        return offsets[(int) row];
    }

    /** @param offset above 0, since the names of the columns stand first */
    void put(long row, long offset) {
        if (row >= offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max((int) row + 1, 2 * offsets.length));
        }
        offsets[(int) row] = offset;
        count++;
    }

    long count() {
        return count;
    }
}
