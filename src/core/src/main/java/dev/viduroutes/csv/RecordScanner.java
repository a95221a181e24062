package dev.viduroutes.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits a file into records, in constant memory: a parser of CSV would take a quote that is never closed, or a line without end,
 * for as much memory as there is. Lines end with CRLF, LF or CR, each as it comes. Not thread-safe.
 */
public final class RecordScanner implements Closeable {

    /** Separators of a file in which quotes mean nothing. */
    public static final String NO_QUOTES = "";

    private enum Cell {
        BEGINS,
        PLAIN,
        QUOTED,
        QUOTE_ENDED
    }

    private final InputStream file;
    private final String separators;
    private final int maxBytes;
    private final byte[] chunk;
    private int at;
    private int filled;
    private byte[] record = new byte[4 * 1024];
    private int length;
    private long position;
    private long line = 1;

    /**
     * @param file closed by {@link #close()}
     * @param separators of cells, each ASCII: a cell that begins with a quote may hold ends of lines
     * @param maxBytes of a record
     */
    public RecordScanner(InputStream file, String separators, int maxBytes) {
        this(file, separators, maxBytes, 64 * 1024);
    }

    /** @param chunkBytes how much of the file is read at once */
    public RecordScanner(InputStream file, String separators, int maxBytes, int chunkBytes) {
        chunk = new byte[chunkBytes];
        this.file = file;
        this.separators = separators;
        this.maxBytes = maxBytes;
    }

    /** @return how much of the file was read as records */
    public long position() {
        return position;
    }

    /**
     * @return the next record, an empty one for an empty line; nothing at the end
     * @throws RecordTooLongException if it is longer than it may be; nothing can be read after that
     */
    public Optional<RawRecord> next() throws IOException {
        long offset = position;
        long first = line;
        length = 0;
        Cell cell = Cell.BEGINS;
        for (int next = read(); next >= 0; next = read()) {
            boolean lineEnds = next == '\n' || next == '\r';
            if (lineEnds) {
                line++;
            }
            if (lineEnds && cell != Cell.QUOTED) {
                skipLineFeed(next);
                return Optional.of(new RawRecord(Arrays.copyOf(record, length), offset, first, true, true));
            }
            keep(next, first);
            if (next == '\r' && peek() == '\n') {
                keep(read(), first);
            }
            cell = separators.isEmpty() ? Cell.PLAIN : after(cell, next);
        }
        return length == 0 && position == offset
                ? Optional.empty()
                : Optional.of(new RawRecord(Arrays.copyOf(record, length), offset, first, false, cell != Cell.QUOTED));
    }

    /** As Commons CSV has it: only a quote at the beginning of a cell opens one, and two within are one. */
    private Cell after(Cell cell, int character) {
        if (cell == Cell.QUOTED) {
            return character == '"' ? Cell.QUOTE_ENDED : Cell.QUOTED;
        } else if (separators.indexOf(character) >= 0) {
            return Cell.BEGINS;
        } else if (character == '"' && (cell == Cell.BEGINS || cell == Cell.QUOTE_ENDED)) {
            return Cell.QUOTED;
        }
        return Cell.PLAIN;
    }

    private void keep(int character, long first) throws RecordTooLongException {
        if (length == maxBytes) {
            throw new RecordTooLongException(first, maxBytes);
        } else if (length == record.length) {
            record = Arrays.copyOf(record, (int) Math.min(maxBytes, 2L * length));
        }
        record[length++] = (byte) character;
    }

    private void skipLineFeed(int end) throws IOException {
        if (end == '\r' && peek() == '\n') {
            read();
        }
    }

    private int peek() throws IOException {
        if (at == filled) {
            filled = Math.max(0, file.read(chunk));
            at = 0;
        }
        return at < filled ? chunk[at] & 0xFF : -1;
    }

    private int read() throws IOException {
        int next = peek();
        if (next >= 0) {
            at++;
            position++;
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
