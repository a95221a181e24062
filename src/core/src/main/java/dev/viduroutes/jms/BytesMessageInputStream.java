package dev.viduroutes.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a message as a stream, so that nobody has to believe what the message says of its length. */
final class BytesMessageInputStream extends InputStream {

    private static final int MOST_AT_ONCE = 8_192;

    private final BytesMessage message;
    private final byte[] buffer = new byte[MOST_AT_ONCE];

    BytesMessageInputStream(BytesMessage message) {
        this.message = message;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int read = message.readBytes(buffer, Math.min(length, buffer.length));
            if (read > 0) {
                System.arraycopy(buffer, 0, target, offset, read);
            }
            return read <= 0 ? -1 : read;
        } catch (JMSException broken) {
            throw new IOException("the broker does not deliver the message to its end", broken);
        }
    }
}
