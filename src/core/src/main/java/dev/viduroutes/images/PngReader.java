package dev.viduroutes.images;

import java.util.zip.CRC32;

/** The chunks of a PNG, each with its checksum; nothing of it is unpacked. */
final class PngReader {

    private static final int SIGNATURE = 8;
    private static final int AROUND = 12;

    private PngReader() {}

    static PictureFacts read(Bytes bytes) throws PictureException {
        if (!bytes.text(SIGNATURE + 4L, 4).equals("IHDR")) {
            throw PictureException.of("a PNG without a header", "it must be a picture");
        }
        boolean content = false;
        boolean animated = false;
        long at = SIGNATURE;
        while (true) {
            long length = bytes.big(at, 4);
            String type = bytes.text(at + 4, 4);
            checkSum(bytes, at, length);
            content |= type.equals("IDAT");
            animated |= type.equals("acTL");
            at += AROUND + length;
            if (type.equals("IEND")) {
                break;
            }
        }
        if (!content) {
            throw PictureException.of("a PNG without a picture in it", "it must be a picture");
        }
        return new PictureFacts(bytes.big(16, 4), bytes.big(20, 4), animated, at);
    }

    private static void checkSum(Bytes bytes, long at, long length) throws PictureException {
        long written = bytes.big(at + 8 + length, 4);
        CRC32 sum = new CRC32();
        sum.update(bytes.content(), (int) at + 4, (int) length + 4);
        if (sum.getValue() != written) {
            throw PictureException.passing("a PNG that is damaged at byte " + at, "it must be a picture");
        }
    }
}
