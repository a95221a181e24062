package dev.viduroutes.images;

/** The markers of a JPEG, from its beginning to its end; nothing of it is decoded. */
final class JpegReader {

    private static final int FIRST_FRAME_HEADER = 0xC0;
    private static final int LAST_FRAME_HEADER = 0xCF;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;

    private final Bytes bytes;
    private long at = 2;
    private long width;
    private long height;
    private boolean scanned;

    private JpegReader(Bytes bytes) {
        this.bytes = bytes;
    }

    static PictureFacts read(Bytes bytes) throws PictureException {
        return new JpegReader(bytes).read();
    }

    private PictureFacts read() throws PictureException {
        for (int marker = marker(); marker != END_OF_IMAGE; marker = marker()) {
            segment(marker);
        }
        if (width == 0 || !scanned) {
            throw PictureException.of("a JPEG without a picture in it", "it must be a picture");
        }
        return new PictureFacts(width, height, false, at);
    }

    /** Behind the next FF; any number of them may fill. */
    private int marker() throws PictureException {
        if (bytes.at(at) != 0xFF) {
            throw PictureException.of("a JPEG that is damaged at byte " + at, "it must be a picture");
        }
        while (bytes.at(at) == 0xFF) {
            at++;
        }
        return bytes.at(at++);
    }

    private void segment(int marker) throws PictureException {
        if (isAlone(marker)) {
            return;
        }
        long length = bytes.big(at, 2);
        if (isFrameHeader(marker) && width == 0) {
            height = bytes.big(at + 3, 2);
            width = bytes.big(at + 5, 2);
        }
        at += Math.max(2, length);
        if (marker == START_OF_SCAN) {
            scanned = true;
            skipScan();
        }
    }

    /** Restart markers and the stuffed FF 00 belong to the scan. */
    private void skipScan() throws PictureException {
        while (true) {
            if (bytes.at(at) == 0xFF) {
                int next = bytes.at(at + 1);
                if (next != 0 && (next < 0xD0 || next > 0xD7)) {
                    return;
                }
                at++;
            }
            at++;
        }
    }

    private static boolean isAlone(int marker) {
        return marker == 0x01 || marker >= 0xD0 && marker <= 0xD8;
    }

    /** Among these numbers are those of tables, too. */
    private static boolean isFrameHeader(int marker) {
        return marker >= FIRST_FRAME_HEADER
                && marker <= LAST_FRAME_HEADER
                && marker != 0xC4
                && marker != 0xC8
                && marker != 0xCC;
    }
}
