package dev.viduroutes.batch;

import dev.viduroutes.csv.RawRecord;
import dev.viduroutes.csv.RecordScanner;
import dev.viduroutes.csv.RecordTooLongException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A table that grows by a record at a time, each of which is on disk when the call returns. Threads that add at the same time share
 * one sync. What a kill left half written at its end is cut off. Thread-safe.
 */
final class GrowingTable implements Closeable {

    /** A cell of a report is a row's, and no row is longer; its message and links come on top. */
    private static final int MAX_RECORD_BYTES = 64 * 1024 * 1024;

    private static final int WHOLE_FILE = 64 * 1024;
    private static final int ONE_RECORD = 4 * 1024;

    private final FileChannel file;
    private final char separator;
    private final Object sync = new Object();
    private long end;
    private long synced;

    GrowingTable(Path path, char separator) throws IOException {
        this.separator = separator;
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        end = file.size();
    }

    /** Is told of each record that is whole. */
    interface Visitor {

        /** @return whether it is one of this table; what follows one that is not is cut off */
        boolean visit(RawRecord record) throws IOException;
    }

    /** Reads all that is there, and cuts off what is not whole. */
    void recover(Visitor visitor) throws IOException {
        long whole = whole(visitor);
        if (whole < end) {
            file.truncate(whole);
            end = whole;
        }
        file.force(true);
        synced = end;
    }

    private long whole(Visitor visitor) throws IOException {
        RecordScanner records = records(0, WHOLE_FILE);
        long whole = 0;
        try {
            Optional<RawRecord> next = records.next();
            while (next.isPresent() && next.get().ended() && visitor.visit(next.get())) {
                whole = records.position();
                next = records.next();
            }
        } catch (RecordTooLongException noneOfOurs) {
            return whole;
        }
        return whole;
    }

    synchronized boolean isEmpty() {
        return end == 0;
    }

    /** @return where the record begins */
    long append(String record) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(record.getBytes(StandardCharsets.UTF_8));
        long begin;
        long upTo;
        synchronized (this) {
            begin = end;
            upTo = begin + bytes.remaining();
            while (bytes.hasRemaining()) {
                file.write(bytes, upTo - bytes.remaining());
            }
            end = upTo;
        }
        syncUpTo(upTo);
        return begin;
    }

    private void syncUpTo(long upTo) throws IOException {
        synchronized (sync) {
            if (synced < upTo) {
                long reached = reached();
                file.force(false);
                synced = reached;
            }
        }
    }

    private synchronized long reached() {
        return end;
    }

    /** @return the record that begins there, with the end of its line */
    RawRecord read(long offset) throws IOException {
        return records(offset, ONE_RECORD).next().orElseThrow(() -> new IOException("no record at " + offset));
    }

    private RecordScanner records(long offset, int chunkBytes) {
        return new RecordScanner(new From(file, offset), String.valueOf(separator), MAX_RECORD_BYTES, chunkBytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Reads without moving the place where others read. */
    private static final class From extends InputStream {

        private final FileChannel file;
        private long position;

        From(FileChannel file, long position) {
            this.file = file;
            this.position = position;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = file.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(0, read);
            return read;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }
    }
}
