package dev.viduroutes.request;

import java.util.Optional;

/**
 * Space in a file that was set aside, or skipped, for what is written later: it reads as zeros, which no document holds.
 * A transfer in several parts at once, or from the end, makes some.
 *
 * @param offset where it begins
 * @param length in bytes
 */
public record FileHole(int offset, int length) {

    /** Encodings and prefixes have zeros too, but not as many in a row. */
    private static final int SHORTEST = 16;

    /** @return the first one in a document */
    public static Optional<FileHole> in(byte[] document) {
        int zeros = 0;
        for (int at = 0; at <= document.length; at++) {
            if (at < document.length && document[at] == 0) {
                zeros++;
            } else if (zeros >= SHORTEST) {
                return Optional.of(new FileHole(at - zeros, zeros));
            } else {
                zeros = 0;
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return length + " bytes 00 at offset " + offset + ", where nothing was written";
    }
}
