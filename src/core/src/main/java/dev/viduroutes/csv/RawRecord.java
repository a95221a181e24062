package dev.viduroutes.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A line, or the lines that quotes hold together, as they are in the file.
 *
 * @param bytes without the end of the line
 * @param offset where it begins in the file
 * @param line its first one, from 1
 * @param ended whether the end of a line stands behind it, and not the end of the file
 * @param closed whether no quote was left open
 */
public record RawRecord(byte[] bytes, long offset, long line, boolean ended, boolean closed) {

    /** @throws CharacterCodingException if it is not UTF-8 */
    public String text() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    public boolean isBlank() {
        for (byte one : bytes) {
            if (one != ' ' && one != '\t') {
                return false;
            }
        }
        return true;
    }
}
