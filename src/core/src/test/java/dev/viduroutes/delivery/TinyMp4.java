package dev.viduroutes.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The outline of an MP4 file, filled with noise. */
public final class TinyMp4 {

    /** Of one byte of media. */
    public static final int SMALLEST = 42;

    private static final byte[] BRAND = "isom\0\0\2\0isomiso2".getBytes(StandardCharsets.ISO_8859_1);

    private TinyMp4() {}

    /** @return the smallest one */
    public static byte[] bytes() {
        return bytes(SMALLEST);
    }

    /** @return one of so many bytes */
    public static byte[] bytes(int size) {
        byte[] media = new byte[size - SMALLEST + 1];
        new Random(size).nextBytes(media);
        return join(box("ftyp", BRAND), box("moov", new byte[1]), box("mdat", media));
    }

    static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
    }

    static byte[] join(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
