package dev.viduroutes.images;

import dev.viduroutes.failure.SanitizedText;
import java.io.IOException;

/** A link could not be signed, for example since there are no credentials now. Nothing was sent. */
public final class LinkException extends IOException {

    private static final long serialVersionUID = 1L;

    LinkException(Exception why) {
        super("a link to a picture can't be signed: " + SanitizedText.of(why), why);
    }
}
