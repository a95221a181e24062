package dev.viduroutes.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The content of a picture, from outside: to read beyond its end means that it is truncated. */
record Bytes(byte[] content) {

    private static final int SLICE = 1 << 16;

    /**
     * Reads that many bytes into one array of that length: they may be many.
     *
     * @return null if the stream ends earlier or later
     */
    static byte[] readExactly(InputStream stream, int length) throws IOException {
        byte[] content = new byte[length];
        int at = 0;
        int read = 0;
        // A channel's stream copies as much as it is asked for.
        while (at < length && read >= 0) {
            read = stream.read(content, at, Math.min(length - at, SLICE));
            at += Math.max(read, 0);
        }
        return at == length && stream.read() < 0 ? content : null;
    }

    int length() {
        return content.length;
    }

    /** @return whether these stand there; false beyond the end */
    boolean has(int at, int... expected) {
        if (at < 0 || at + expected.length > content.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((content[at + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    int at(long at) throws PictureException {
        if (at < 0 || at >= content.length) {
            throw PictureException.truncated();
        }
        return content[(int) at] & 0xFF;
    }

    /** Most significant byte first. */
    long big(long at, int count) throws PictureException {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 8 | at(at + i);
        }
        return number;
    }

    /** Least significant byte first. */
    long little(long at, int count) throws PictureException {
        long number = 0;
        for (int i = count - 1; i >= 0; i--) {
            number = number << 8 | at(at + i);
        }
        return number;
    }

    String text(long at, int count) throws PictureException {
        at(at + count - 1);
        return new String(content, (int) at, count, StandardCharsets.ISO_8859_1);
    }
}
