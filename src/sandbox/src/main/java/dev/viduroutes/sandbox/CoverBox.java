package dev.viduroutes.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Gives a video the image that it was made of as its cover, which players and file managers show: an entry {@code covr} of the
 * metadata in {@code moov}. The frames stay what they are.
 */
final class CoverBox {

    private static final int HEADER = 8;

    private CoverBox() {}

    /** @param video whose {@code moov} is its last box, so that no frame moves */
    static byte[] in(byte[] video, byte[] picture) {
        byte[] cover = box("udta", meta(picture));
        int moov = new String(video, StandardCharsets.ISO_8859_1).lastIndexOf("moov") - 4;
        int size = ByteBuffer.wrap(video).getInt(moov);
        if (moov + size != video.length) {
            return video;
        }
        return ByteBuffer.allocate(video.length + cover.length)
                .put(video)
                .put(cover)
                .putInt(moov, size + cover.length)
                .array();
    }

    private static byte[] meta(byte[] picture) {
        byte[] data = box("data", bytes(Pictures.coverType(picture), 0), picture);
        byte[] handler = box("hdlr", bytes(0, 0), ascii("mdirappl"), bytes(0, 0), new byte[1]);
        return box("meta", bytes(0), handler, box("ilst", box("covr", data)));
    }

    private static byte[] box(String type, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return ByteBuffer.allocate(HEADER + content.size())
                .putInt(HEADER + content.size())
                .put(ascii(type))
                .put(content.toByteArray())
                .array();
    }

    private static byte[] bytes(int... numbers) {
        ByteBuffer written = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            written.putInt(number);
        }
        return written.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
