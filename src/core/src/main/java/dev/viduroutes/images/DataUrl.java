package dev.viduroutes.images;

import java.util.Base64;

/** A picture within a document, as RFC 2397 writes it; in base64, since others are of no use for pictures. */
final class DataUrl {

    private static final String ALLOWED =
            "it must be data:image/png;base64,... (or jpeg, webp) with base64 behind the comma";
    private static final String MARK = ";base64,";

    private DataUrl() {}

    static Picture read(String url) throws PictureException {
        int content = url.indexOf(MARK);
        if (content < 0 || content > 100) {
            throw PictureException.of("a data URL without " + MARK, ALLOWED);
        }
        try {
            return Picture.of(Base64.getDecoder().decode(url.substring(content + MARK.length())));
        } catch (IllegalArgumentException damaged) {
            throw PictureException.of("a data URL that is not base64", ALLOWED);
        }
    }
}
