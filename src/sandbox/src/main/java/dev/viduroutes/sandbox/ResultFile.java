package dev.viduroutes.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * One result file: the rendered clip, then {@code free} boxes (ISO/IEC 14496-12, 8.1.2), which players skip. One box
 * makes the files of a task differ, another one pads them. The same task always gives the same bytes.
 *
 * @param clip the rendered MP4
 * @param index which of the task's files, from 0; every file but the first carries its index
 * @param minBytes the size to pad to; a file that is within 7 bytes of it or larger stays as it is
 */
record ResultFile(Path clip, int index, long minBytes, ResultRecord served) {

    private static final int BOX_HEADER_BYTES = 8;

    long bytes() throws IOException {
        return plainBytes() + paddingBytes();
    }

    /** @return the whole file; the padding is made while it is read */
    InputStream open() throws IOException {
        InputStream plain = Files.newInputStream(clip);
        InputStream mark = new ByteArrayInputStream(indexBox());
        return new SequenceInputStream(Collections.enumeration(List.of(plain, mark, padding())));
    }

    private long plainBytes() throws IOException {
        return Files.size(clip) + indexBox().length;
    }

    private long paddingBytes() throws IOException {
        long missing = minBytes - plainBytes();
        return missing < BOX_HEADER_BYTES ? 0 : missing;
    }

    private InputStream padding() throws IOException {
        long padding = paddingBytes();
        if (padding == 0) {
            return InputStream.nullInputStream();
        }
        InputStream header = new ByteArrayInputStream(boxHeader(padding));
        return new SequenceInputStream(header, new Filler(padding - BOX_HEADER_BYTES));
    }

    private byte[] indexBox() {
        if (index == 0) {
            return new byte[0];
        }
        byte[] name = ("result " + index).getBytes(StandardCharsets.US_ASCII);
        int length = BOX_HEADER_BYTES + name.length;
        return ByteBuffer.allocate(length).put(boxHeader(length)).put(name).array();
    }

    private static byte[] boxHeader(long length) {
        byte[] type = "free".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(BOX_HEADER_BYTES)
                .putInt(Math.toIntExact(length))
                .put(type)
                .array();
    }
}
