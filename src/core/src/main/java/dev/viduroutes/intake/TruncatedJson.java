package dev.viduroutes.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.viduroutes.request.Documents;
import dev.viduroutes.request.FileHole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells truncated JSON, of which the rest may still be written, from malformed JSON. */
final class TruncatedJson {

    private static final JsonFactory JSON = Documents.strictMapper().getFactory();

    private TruncatedJson() {}

    /**
     * @return whether it is empty, or is JSON but ends too early, perhaps within a character; zeros at its end, and many of them
     *     anywhere, are space that was set aside for what is still to come
     */
    static boolean isTruncated(byte[] document) {
        return FileHole.in(document).isPresent() || endsTooEarly(document);
    }

    private static boolean endsTooEarly(byte[] document) {
        int written = document.length;
        while (written > 0 && document[written - 1] == 0) {
            written--;
        }
        try (JsonParser parser = JSON.createNonBlockingByteArrayParser()) {
            ((ByteArrayFeeder) parser.getNonBlockingInputFeeder()).feedInput(document, 0, written);
            int depth = 0;
            do {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.NOT_AVAILABLE) {
                    // Nothing that begins with a word or a number becomes a request.
                    return depth > 0 || isBlank(document, written);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0);
            return false;
        } catch (IOException wrong) {
            return false;
        }
    }

    /** @return whether so many bytes are white space, or a byte order mark or a part of it */
    private static boolean isBlank(byte[] document, int written) {
        return new String(document, 0, written, StandardCharsets.ISO_8859_1).matches("(\u00EF\u00BB?\u00BF?)?\\s*");
    }
}
