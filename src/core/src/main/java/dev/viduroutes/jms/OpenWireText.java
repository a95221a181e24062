package dev.viduroutes.jms;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.util.MarshallingSupport;

/** Texts as ActiveMQ Classic carries them: the length, then what Java calls modified UTF-8. */
final class OpenWireText implements TextFormat {

    private static final int HEAD = Integer.BYTES;

    /** But for the character 0, which no document has. */
    private static final Charset MODIFIED_UTF_8 = Charset.forName("CESU-8");

    @Override
    public long mostBytes(long utf8Bytes) {
        return HEAD + 2 * utf8Bytes;
    }

    @Override
    public JmsBodyReader.Body body(byte[] raw) {
        if (raw.length == 0) {
            return new JmsBodyReader.Body("", "");
        }
        boolean sound = raw.length >= HEAD && ByteBuffer.wrap(raw).getInt() == raw.length - HEAD;
        try {
            // The client believes the length, and takes so much memory.
            return sound
                    ? new JmsBodyReader.Body(
                            MarshallingSupport.readUTF8(new DataInputStream(new ByteArrayInputStream(raw))), "")
                    : malformed(raw);
        } catch (IOException | RuntimeException noText) {
            return malformed(raw);
        }
    }

    private static JmsBodyReader.Body malformed(byte[] raw) {
        return new JmsBodyReader.Body(raw, "a malformed TextMessage");
    }

    @Override
    public void copy(InputStream raw, OutputStream out) throws IOException {
        raw.skipNBytes(HEAD);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        new InputStreamReader(raw, MODIFIED_UTF_8).transferTo(writer);
        writer.flush();
    }
}
