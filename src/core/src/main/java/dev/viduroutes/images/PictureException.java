package dev.viduroutes.images;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.SanitizedText;

/** What was found is no picture that the API takes, or not yet. */
final class PictureException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_FOUND = 200;

    private final String allowed;
    private final boolean passing;
    private final boolean missing;

    private PictureException(String found, String allowed, boolean passing, boolean missing) {
        super(SanitizedText.of(found, LONGEST_FOUND));
        this.allowed = allowed;
        this.passing = passing;
        this.missing = missing;
    }

    /** Waiting would not change it. */
    static PictureException of(String found, String allowed) {
        return new PictureException(found, allowed, false, false);
    }

    /** It may be another thing in a while. */
    static PictureException passing(String found, String allowed) {
        return new PictureException(found, allowed, true, false);
    }

    /** There is nothing yet. */
    static PictureException missing(String found, String allowed) {
        return new PictureException(found, allowed, true, true);
    }

    /** The rest may still be written. */
    static PictureException truncated() {
        return passing("truncated", "it must be a whole picture");
    }

    /** @return what was found, in words that may be told */
    String found() {
        return getMessage();
    }

    boolean isPassing() {
        return passing;
    }

    boolean isMissing() {
        return missing;
    }

    Failure failure(ImageSource source) {
        String found = source instanceof ImageSource.OfFile file
                ? "\"" + SanitizedText.of(file.name(), LONGEST_FOUND) + "\", which is " + found()
                : found();
        return Failure.invalidImage(new Problem(source.field(), found, allowed));
    }
}
