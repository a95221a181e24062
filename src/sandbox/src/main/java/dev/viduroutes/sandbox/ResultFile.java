package dev.viduroutes.sandbox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/**
 * One result file: a video, then {@code free} boxes (ISO/IEC 14496-12, 8.1.2), which players skip. One box carries the
 * file's name, so that no two files are equal; another one pads. The same file always has the same bytes.
 *
 * @param video the MP4
 * @param name the file's name, in ASCII
 * @param minBytes the size to pad to; a file that is within 7 bytes of it or larger stays as it is
 */
record ResultFile(byte[] video, String name, long minBytes, ResultRecord served) {

    private static final int BOX_HEADER_BYTES = 8;

    long bytes() {
        return plainBytes() + paddingBytes();
    }

    /** @return the whole file; the padding is made while it is read */
    InputStream open() {
        InputStream plain = new ByteArrayInputStream(video);
        InputStream mark = new ByteArrayInputStream(nameBox());
        return new SequenceInputStream(Collections.enumeration(List.of(plain, mark, padding())));
    }

    private long plainBytes() {
        return video.length + nameBox().length;
    }

    private long paddingBytes() {
        long missing = minBytes - plainBytes();
        return missing < BOX_HEADER_BYTES ? 0 : missing;
    }

    private InputStream padding() {
        long padding = paddingBytes();
        if (padding == 0) {
            return InputStream.nullInputStream();
        }
        InputStream header = new ByteArrayInputStream(boxHeader(padding));
        return new SequenceInputStream(header, new Filler(padding - BOX_HEADER_BYTES));
    }

    private byte[] nameBox() {
        byte[] content = name.getBytes(StandardCharsets.US_ASCII);
        int length = BOX_HEADER_BYTES + content.length;
        return ByteBuffer.allocate(length).put(boxHeader(length)).put(content).array();
    }

    private static byte[] boxHeader(long length) {
        byte[] type = "free".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(BOX_HEADER_BYTES)
                .putInt(Math.toIntExact(length))
                .put(type)
                .array();
    }
}
