package dev.viduroutes.batch;

import java.io.IOException;

/** A record is longer than it may be. */
final class RecordTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final int maxBytes;

    RecordTooLongException(long line, int maxBytes) {
        super("a record that begins in line " + line + " has more than " + maxBytes + " bytes");
        this.line = line;
        this.maxBytes = maxBytes;
    }

    long line() {
        return line;
    }

    int maxBytes() {
        return maxBytes;
    }
}
