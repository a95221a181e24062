package dev.viduroutes.images;

import dev.viduroutes.request.Digests;
import dev.viduroutes.request.ImageReference;
import dev.viduroutes.settings.ImageSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A picture that the API takes, as far as its headers tell; what its file is called says nothing.
 *
 * @param content its bytes
 * @param reference what stands for it in the request
 */
record Picture(byte[] content, ImageReference reference) {

    static final String ALLOWED = "it must be a JPEG, PNG or WebP of at most 10 MB";

    /** Longest side in pixels. Cameras make shorter ones; a header with more is made to exhaust the memory of a decoder. */
    private static final int LONGEST_SIDE = 16_384;

    private static final Map<String, List<String>> OTHERS = Map.of(
            "a GIF", List.of("GIF8"),
            "a PDF", List.of("%PDF"),
            "a BMP", List.of("BM"),
            "a TIFF", List.of("II*\0", "MM\0*"),
            "a ZIP archive", List.of("PK\u0003\u0004"));

    /** @throws PictureException saying what it is instead */
    static Picture of(byte[] content) throws PictureException {
        Bytes bytes = new Bytes(content);
        if (content.length > ImageSettings.MAX_BYTES) {
            throw tooLarge(content.length);
        }
        PictureFormat format = PictureFormat.of(bytes).orElse(null);
        if (format == null) {
            throw beginsWithZeros(content)
                    ? PictureException.passing(content.length == 0 ? "empty" : "zeros", ALLOWED)
                    : PictureException.of(kind(bytes), ALLOWED);
        }
        PictureFacts facts = switch (format) {
            case JPEG -> JpegReader.read(bytes);
            case PNG -> PngReader.read(bytes);
            case WEBP -> WebpReader.read(bytes);
        };
        checkSides(facts);
        return new Picture(content, reference(content, format, facts));
    }

    static PictureException tooLarge(long bytes) {
        return PictureException.of(bytes + " bytes long", ALLOWED);
    }

    private static void checkSides(PictureFacts facts) throws PictureException {
        if (facts.width() < 1 || facts.height() < 1 || Math.max(facts.width(), facts.height()) > LONGEST_SIDE) {
            throw PictureException.of(
                    facts.width() + " x " + facts.height() + " pixels",
                    "each side must have 1 to " + LONGEST_SIDE + " pixels");
        }
    }

    private static ImageReference reference(byte[] content, PictureFormat format, PictureFacts facts) {
        return new ImageReference(
                sha256(content),
                format.ending(),
                (int) facts.width(),
                (int) facts.height(),
                facts.animated(),
                facts.end() < content.length);
    }

    private static String sha256(byte[] content) {
        try {
            return Digests.sha256(new ByteArrayInputStream(content));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Space that was set aside for what is still to come; a HEIC begins with three zeros and a length. */
    private static boolean beginsWithZeros(byte[] content) {
        return IntStream.range(0, Math.min(content.length, 12)).allMatch(i -> content[i] == 0);
    }

    /** What people take for a picture. */
    private static String kind(Bytes bytes) throws PictureException {
        String begin = bytes.text(0, Math.min(bytes.length(), 512));
        for (Map.Entry<String, List<String>> other : OTHERS.entrySet()) {
            if (other.getValue().stream().anyMatch(begin::startsWith)) {
                return other.getKey();
            }
        }
        if (begin.startsWith("ftyp", 4)) {
            return begin.startsWith("avif", 8) ? "an AVIF" : begin.startsWith("hei", 8) ? "a HEIC" : "a video";
        }
        return begin.contains("<svg") ? "an SVG" : begin.stripLeading().startsWith("<") ? "a text" : "of no known kind";
    }
}
