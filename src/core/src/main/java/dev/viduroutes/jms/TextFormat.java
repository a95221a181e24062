package dev.viduroutes.jms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How texts stand in the messages of a client that would decode a text as a whole before anybody can ask for its length. */
interface TextFormat {

    /** @return how many bytes a text takes that has at most so many in UTF-8 */
    long mostBytes(long utf8Bytes);

    /** @return the text, or its bytes as they are if they are none */
    JmsBodyReader.Body body(byte[] raw);

    /** Writes a text that is too long to be held, in UTF-8. */
    void copy(InputStream raw, OutputStream out) throws IOException;
}
