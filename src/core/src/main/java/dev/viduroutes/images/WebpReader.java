package dev.viduroutes.images;

/** The chunks of a WebP (RIFF); nothing of it is decoded. */
final class WebpReader {

    private static final int HEADER = 12;
    private static final int ANIMATION = 0x02;

    private WebpReader() {}

    static PictureFacts read(Bytes bytes) throws PictureException {
        long end = 8 + bytes.little(4, 4);
        if (end > bytes.length()) {
            throw PictureException.truncated();
        }
        PictureFacts extended = null;
        for (long at = HEADER; at + 8 <= end; ) {
            String type = bytes.text(at, 4);
            long length = bytes.little(at + 4, 4);
            long data = at + 8;
            if (data + length > end) {
                throw PictureException.of("a WebP that is damaged at byte " + at, "it must be a picture");
            }
            switch (type) {
                case "VP8X" -> extended = extended(bytes, data, end);
                case "VP8 " -> {
                    return extended == null ? lossy(bytes, data, end) : extended;
                }
                case "VP8L" -> {
                    return extended == null ? lossless(bytes, data, end) : extended;
                }
                case "ANMF" -> {
                    if (extended != null) {
                        return extended;
                    }
                }
                default -> {
                    // Colours, metadata and what is not known.
                }
            }
            at = data + length + length % 2;
        }
        throw PictureException.of("a WebP without a picture in it", "it must be a picture");
    }

    private static PictureFacts extended(Bytes bytes, long at, long end) throws PictureException {
        boolean animated = (bytes.at(at) & ANIMATION) != 0;
        return new PictureFacts(bytes.little(at + 4, 3) + 1, bytes.little(at + 7, 3) + 1, animated, end);
    }

    private static PictureFacts lossy(Bytes bytes, long at, long end) throws PictureException {
        if (!bytes.has((int) at + 3, 0x9D, 0x01, 0x2A)) {
            throw PictureException.of("a WebP without a key frame", "it must be a picture");
        }
        return new PictureFacts(bytes.little(at + 6, 2) & 0x3FFF, bytes.little(at + 8, 2) & 0x3FFF, false, end);
    }

    private static PictureFacts lossless(Bytes bytes, long at, long end) throws PictureException {
        if (bytes.at(at) != 0x2F) {
            throw PictureException.of("a WebP without a header", "it must be a picture");
        }
        long packed = bytes.little(at + 1, 4);
        return new PictureFacts((packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1, false, end);
    }
}
