package dev.viduroutes.failure;

/** Texts that came from elsewhere, as they may be written down: on one line, and no longer than so much. */
public final class Shortened {

    private Shortened() {}

    /** @return the text without control characters, cut to at most so many characters */
    public static String of(String text, int longest) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() <= longest ? plain : plain.substring(0, longest - 1) + "…";
    }
}
