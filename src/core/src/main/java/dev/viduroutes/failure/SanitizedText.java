package dev.viduroutes.failure;

import dev.viduroutes.settings.Secrets;
import dev.viduroutes.settings.VisibleText;

/**
 * ResponseTexts that came from elsewhere, as they may be written down: in one line, no longer than so much, without any secret that
 * was configured here, and without what a terminal would obey or a reader can't see. Those stand as their numbers.
 */
public final class SanitizedText {

    /** No secret is longer in any of its forms: one that begins in what is shown is found whole. */
    private static final int LONGEST_SECRET = 4_096;

    private static final int LONGEST_FAILURE = 1_000;

    private SanitizedText() {}

    /** @return the text, cut to at most so many characters, never within one */
    public static String of(String text, int longest) {
        String enough = text.length() <= longest + LONGEST_SECRET ? text : text.substring(0, longest + LONGEST_SECRET);
        String plain = Secrets.hidden(enough);
        StringBuilder written = new StringBuilder(Math.min(plain.length(), longest) + 1);
        int cut = 0;
        for (int at = 0; at < plain.length() && written.length() <= longest; at += width(plain, at)) {
            append(written, plain.codePointAt(at));
            if (written.length() < longest) {
                cut = written.length();
            }
        }
        return written.length() <= longest ? written.toString() : written.substring(0, cut) + "…";
    }

    /** @return what an exception says, and what it is; without where it comes from */
    public static String of(Throwable failure) {
        return of(failure.toString(), LONGEST_FAILURE);
    }

    private static int width(String text, int at) {
        return Character.charCount(text.codePointAt(at));
    }

    private static void append(StringBuilder written, int character) {
        if (character == '\n' || character == '\r' || character == '\t') {
            if (written.isEmpty() || written.charAt(written.length() - 1) != ' ') {
                written.append(' ');
            }
        } else if (VisibleText.isVisible(character)) {
            written.appendCodePoint(character);
        } else {
            written.append(VisibleText.number(character));
        }
    }
}
