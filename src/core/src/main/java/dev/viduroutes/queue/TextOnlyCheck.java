package dev.viduroutes.queue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Queues that take nothing but text: what is none would arrive there as something else. */
public final class TextOnlyCheck {

    private static final Pattern SQS = Pattern.compile("(vidu-sqs|aws2-sqs):.*");

    private TextOnlyCheck() {}

    /** @throws CharacterCodingException if the endpoint is such a queue, and the body no text in UTF-8 */
    public static void check(String endpoint, Object body) throws CharacterCodingException {
        if (body instanceof byte[] bytes && SQS.matcher(endpoint).matches()) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        }
    }
}
