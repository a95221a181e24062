package dev.viduroutes.sandbox.clip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The creation and modification times in an MP4 file, which the muxer sets to now. */
final class Mp4Times {

    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia");
    private static final Set<String> HEADERS = Set.of("mvhd", "tkhd", "mdhd");
    private static final int BOX_HEADER_BYTES = 8;
    private static final int VERSION_AND_FLAGS_BYTES = 4;

    private Mp4Times() {}

    /** Sets all times to zero, which means "not known", so that the same clip is the same bytes. */
    static void erase(ByteBuffer boxes) {
        while (boxes.hasRemaining()) {
            int start = boxes.position();
            int end = start + size(boxes, start);
            String type = type(boxes, start);
            if (CONTAINERS.contains(type)) {
                erase(boxes.duplicate().position(start + BOX_HEADER_BYTES).limit(end));
            } else if (HEADERS.contains(type)) {
                // Version 0, the only one that the muxer writes: two times of four bytes each.
                boxes.putLong(start + BOX_HEADER_BYTES + VERSION_AND_FLAGS_BYTES, 0);
            }
            boxes.position(end);
        }
    }

    /** Size of the box in bytes; a 1 announces that the real size stands, in eight bytes, behind the type. */
    private static int size(ByteBuffer boxes, int start) {
        int size = boxes.getInt(start);
        return size == 1 ? Math.toIntExact(boxes.getLong(start + BOX_HEADER_BYTES)) : size;
    }

    private static String type(ByteBuffer boxes, int start) {
        byte[] type = new byte[4];
        boxes.get(start + 4, type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }
}
