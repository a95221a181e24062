package dev.viduroutes.images;

import java.util.Arrays;
import java.util.Optional;

/** What the API takes (contract). */
enum PictureFormat {
    JPEG("jpg", "image/jpeg"),
    PNG("png", "image/png"),
    WEBP("webp", "image/webp");

    private final String ending;
    private final String mediaType;

    PictureFormat(String ending, String mediaType) {
        this.ending = ending;
        this.mediaType = mediaType;
    }

    String ending() {
        return ending;
    }

    String mediaType() {
        return mediaType;
    }

    static PictureFormat ofEnding(String ending) {
        return Arrays.stream(values())
                .filter(one -> one.ending.equals(ending))
                .findFirst()
                .orElseThrow();
    }

    /** @return what the bytes begin like, whatever their file is called */
    static Optional<PictureFormat> of(Bytes bytes) {
        if (bytes.has(0, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(JPEG);
        } else if (bytes.has(0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return Optional.of(PNG);
        }
        return bytes.has(0, 'R', 'I', 'F', 'F') && bytes.has(8, 'W', 'E', 'B', 'P')
                ? Optional.of(WEBP)
                : Optional.empty();
    }
}
