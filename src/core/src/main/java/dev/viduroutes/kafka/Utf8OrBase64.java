package dev.viduroutes.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Keys and headers of records are bytes, most often of a text; what stands on a dead letter is text. What is no UTF-8 stands
 * there in Base64, and so does what would be taken for that.
 */
final class Utf8OrBase64 {

    private static final String BASE64 = "base64:";

    private Utf8OrBase64() {}

    static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BASE64) ? encoded(bytes) : text;
        } catch (CharacterCodingException noText) {
            return encoded(bytes);
        }
    }

    private static String encoded(byte[] bytes) {
        return BASE64 + Base64.getEncoder().encodeToString(bytes);
    }

    /** @param text of a dead letter, where others may write, too */
    static byte[] bytes(String text) {
        if (text.startsWith(BASE64)) {
            try {
                return Base64.getDecoder().decode(text.substring(BASE64.length()));
            } catch (IllegalArgumentException notOurs) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
