package dev.viduroutes.csv;

import java.io.IOException;

/** A record is longer than it may be. */
public final class RecordTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final int maxBytes;

    public RecordTooLongException(long line, int maxBytes) {
        super("a record that begins in line " + line + " has more than " + maxBytes + " bytes");
        this.line = line;
        this.maxBytes = maxBytes;
    }

    public long line() {
        return line;
    }

    public int maxBytes() {
        return maxBytes;
    }
}
