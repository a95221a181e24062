package dev.viduroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.callback.CallbackUrls;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.images.ImageLinks;

/** What the API says in words, as it may be written down: short, and without callback URLs and signed links, which it may repeat. */
final class QuotedText {

    private QuotedText() {}

    /** @return at most so many characters of the text; empty if there is none */
    static String of(JsonNode text, int longest) {
        return SanitizedText.of(ImageLinks.hidden(CallbackUrls.hidden(text.asText(""))), longest);
    }
}
