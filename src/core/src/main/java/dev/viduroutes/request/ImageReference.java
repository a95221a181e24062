package dev.viduroutes.request;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a request for a picture that came with it: its content, by its hash, and what is known of it. So the same picture
 * makes the same request, wherever it lies, and a link to it is made no sooner than it is needed.
 *
 * @param sha256 of its bytes
 * @param ending of its name in the bucket, such as {@code png}
 * @param width in pixels
 * @param height in pixels
 * @param animated whether it holds more than one frame
 * @param trailed whether bytes follow the end of the picture
 */
public record ImageReference(String sha256, String ending, int width, int height, boolean animated, boolean trailed) {

    /** What no document may say: the gateway alone writes it. */
    public static final String SCHEME = "vidu-image:";

    private static final Pattern TEXT =
            Pattern.compile(SCHEME + "([0-9a-f]{64})\\.(jpg|png|webp)\\?(\\d{1,5})x(\\d{1,5})(&animated)?(&trailed)?");

    /** @return what the text says; empty if it is none */
    public static Optional<ImageReference> of(String text) {
        Matcher found = TEXT.matcher(text);
        return found.matches()
                ? Optional.of(new ImageReference(
                        found.group(1),
                        found.group(2),
                        Integer.parseInt(found.group(3)),
                        Integer.parseInt(found.group(4)),
                        found.group(5) != null,
                        found.group(6) != null))
                : Optional.empty();
    }

    /** @return its name in the bucket */
    public String name() {
        return sha256 + "." + ending;
    }

    double ratio() {
        return (double) width / height;
    }

    @Override
    public String toString() {
        return SCHEME + name() + "?" + width + "x" + height + (animated ? "&animated" : "")
                + (trailed ? "&trailed" : "");
    }
}
