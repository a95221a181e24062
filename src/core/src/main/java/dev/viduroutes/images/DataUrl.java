package dev.viduroutes.images;

import dev.viduroutes.settings.ImageSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/** A picture within a document, as RFC 2397 writes it; in base64, since others are of no use for pictures. */
final class DataUrl {

    private static final String ALLOWED =
            "it must be data:image/png;base64,... (or jpeg, webp) with base64 behind the comma";
    private static final String MARK = ";base64,";

    private DataUrl() {}

    static Picture read(String url) throws PictureException {
        int mark = url.indexOf(MARK);
        if (mark < 0 || mark > 100) {
            throw PictureException.of("a data URL without " + MARK, ALLOWED);
        }
        int begin = mark + MARK.length();
        int length = length(url, begin);
        if (length > ImageSettings.MAX_BYTES) {
            throw Picture.tooLarge(length);
        }
        byte[] content = decoded(url, begin, length);
        if (content == null) {
            throw PictureException.of("a data URL that is not base64", ALLOWED);
        }
        return Picture.of(content);
    }

    private static byte[] decoded(String url, int begin, int length) {
        try {
            return Bytes.readExactly(Base64.getDecoder().wrap(new Characters(url, begin)), length);
        } catch (IOException damaged) {
            return null;
        }
    }

    /** Three bytes of four characters, which may be left out or '=' at the end. */
    private static int length(String url, int begin) {
        int end = url.length();
        while (end > begin && end > url.length() - 2 && url.charAt(end - 1) == '=') {
            end--;
        }
        return (int) ((end - begin) * 3L / 4);
    }

    /** The characters of a text, one after the other: a copy of them would be as large as the picture, and larger. */
    private static final class Characters extends InputStream {

        private final String text;
        private int at;

        Characters(String text, int begin) {
            this.text = text;
            at = begin;
        }

        @Override
        public int read() {
            if (at == text.length()) {
                return -1;
            }
            char next = text.charAt(at++);
            // No letter of base64, and none that is cut down to one.
            return next < 128 ? next : 0;
        }
    }
}
