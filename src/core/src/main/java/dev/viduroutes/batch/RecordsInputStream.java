package dev.viduroutes.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A file as it is made, a record at a time. */
final class RecordsInputStream extends InputStream {

    /** Makes what comes next. */
    interface Records {

        /** @return the next record; nothing at the end */
        Optional<String> next() throws IOException;
    }

    private final Records records;
    private byte[] current;
    private int at;

    /** @param beginning what stands before all records */
    RecordsInputStream(String beginning, Records records) {
        this.records = records;
        current = beginning.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == current.length) {
            Optional<String> next = records.next();
            if (next.isEmpty()) {
                return -1;
            }
            current = next.get().getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        int read = Math.min(length, current.length - at);
        System.arraycopy(current, at, bytes, offset, read);
        at += read;
        return read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }
}
