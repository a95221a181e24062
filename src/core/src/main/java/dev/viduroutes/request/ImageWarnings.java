package dev.viduroutes.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What may keep the API from making a good video of pictures. It decides, so it is no reason to refuse. */
final class ImageWarnings {

    /** Advice of the upstream provider of vidu-q3, as are the bounds below: not a part of APIXO's contract. */
    private static final double WIDEST = 4;

    private static final int SMALLEST_SIDE = 128;
    private static final double SMALLEST_SHARE = 0.8;
    private static final double LARGEST_SHARE = 1.25;

    private ImageWarnings() {}

    /** @return a sentence for each doubt about the pictures that came with the request */
    static List<String> of(Request request) {
        List<ImageReference> images = request.images();
        List<String> warnings = new ArrayList<>();
        images.forEach(image -> addOf(image, images.indexOf(image), warnings));
        if (images.size() == 2) {
            addOfBoth(images.get(0), images.get(1), warnings);
        }
        return warnings;
    }

    private static void addOf(ImageReference image, int index, List<String> warnings) {
        String which = "picture " + (index + 1) + " is ";
        if (image.ratio() >= WIDEST || image.ratio() <= 1 / WIDEST) {
            warnings.add(which + image.width() + " x " + image.height()
                    + " pixels; the upstream provider wants less than 4:1 and more than 1:4");
        }
        if (Math.min(image.width(), image.height()) < SMALLEST_SIDE) {
            warnings.add(which + image.width() + " x " + image.height()
                    + " pixels; the upstream provider wants 128 x 128 or more");
        }
        if (image.animated()) {
            warnings.add(which + "animated; no more than one of its frames counts");
        }
        if (image.trailed()) {
            warnings.add(which + "followed by other bytes in its file; they are passed on as they are");
        }
    }

    private static void addOfBoth(ImageReference first, ImageReference last, List<String> warnings) {
        double share = first.ratio() / last.ratio();
        if (share < SMALLEST_SHARE || share > LARGEST_SHARE) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the frames have different shapes, %d x %d and %d x %d pixels; the upstream provider wants a ratio of"
                            + " their aspect ratios of 0.8 to 1.25",
                    first.width(),
                    first.height(),
                    last.width(),
                    last.height()));
        }
    }
}
