package dev.viduroutes.jms;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Unpacks a message, up to a bound: a few bytes of a sender may stand for more than any disk holds. */
final class BoundedInflaterInputStream extends InflaterInputStream {

    private static final long MOST_BYTES = 64L << 20;

    BoundedInflaterInputStream(InputStream packed) {
        super(packed);
    }

    /** @throws ZipException once more was unpacked than a message may hold */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (inf.getBytesWritten() > MOST_BYTES) {
            throw new ZipException("longer than " + MOST_BYTES + " bytes when it is unpacked");
        }
        return count;
    }
}
