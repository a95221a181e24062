package dev.viduroutes.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Texts as Artemis carries them: a flag, the length, then UTF-16 with the low byte first. */
final class ArtemisText implements TextFormat {

    /** What {@link #senderType} says of a text. */
    static final String TEXT = "a TextMessage";

    /** What {@link #senderType} says of a message that is only properties. */
    static final String NOTHING = "a message without body";

    private static final int HEAD = 1 + Integer.BYTES;

    /** @return what the sender sent if it was no message of bytes, else nothing */
    static String senderType(BytesMessage message) throws JMSException {
        if (!message.propertyExists(RawBodyInterceptor.TYPE)) {
            return "";
        }
        return switch (message.getByteProperty(RawBodyInterceptor.TYPE)) {
            case 2 -> "an ObjectMessage";
            case 3 -> TEXT;
            case 4 -> "";
            case 5 -> "a MapMessage";
            case 6 -> "a StreamMessage";
            default -> NOTHING;
        };
    }

    @Override
    public long mostBytes(long utf8Bytes) {
        return HEAD + 2 * utf8Bytes;
    }

    @Override
    public JmsBodyReader.Body body(byte[] raw) {
        if (raw.length <= 1) {
            return new JmsBodyReader.Body("", "");
        }
        boolean sound =
                raw.length >= HEAD && ByteBuffer.wrap(raw, 1, Integer.BYTES).getInt() == raw.length - HEAD;
        return sound
                ? new JmsBodyReader.Body(new String(raw, HEAD, raw.length - HEAD, StandardCharsets.UTF_16LE), "")
                : new JmsBodyReader.Body(raw, "a malformed TextMessage");
    }

    @Override
    public void copy(InputStream raw, OutputStream out) throws IOException {
        raw.skipNBytes(HEAD);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        new InputStreamReader(raw, StandardCharsets.UTF_16LE).transferTo(writer);
        writer.flush();
    }
}
