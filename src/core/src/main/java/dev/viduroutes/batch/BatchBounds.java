package dev.viduroutes.batch;

import dev.viduroutes.settings.Settings;

/**
 * How much a batch may be.
 *
 * @param maxRows rows of it
 * @param maxRequestBytes of the request that a row is
 */
record BatchBounds(int maxRows, int maxRequestBytes) {

    /** Quotes, separators and line ends of a row that is as long as a request may be. */
    private static final int SLACK = 64 * 1024;

    /** The widest that settings may allow: what was begun was within the bounds of its time. */
    static final BatchBounds WIDEST = new BatchBounds(1_000_000, 16 << 20);

    static BatchBounds of(Settings settings) {
        return new BatchBounds(
                settings.batches().maxRows(),
                Math.toIntExact(settings.requests().maxBytes()));
    }

    /** @return the longest line, or lines that quotes hold together */
    int maxRecordBytes() {
        return maxRequestBytes + SLACK;
    }
}
