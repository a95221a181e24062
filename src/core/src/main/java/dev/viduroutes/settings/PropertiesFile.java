package dev.viduroutes.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * A properties file as people write them today: UTF-8, with a byte order mark or without. Java's own reader takes bytes for
 * ISO-8859-1, and the mark for a part of the first key.
 */
public final class PropertiesFile {

    private static final String RULE = "; save it as UTF-8";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PropertiesFile() {}

    /**
     * @param name of the file, for messages
     * @throws SettingsException if the content is no properties file in UTF-8; it names file, line and what was found
     */
    public static Properties read(String name, InputStream content) throws IOException {
        return parse(name, content.readAllBytes());
    }

    static Properties parse(String name, byte[] content) {
        Properties found = new Properties();
        try {
            found.load(new StringReader(text(name, content)));
        } catch (IOException | IllegalArgumentException broken) {
            throw refused(
                    name + " holds a \\u that is not followed by four hexadecimal digits; write \\\\ for a backslash");
        }
        return found;
    }

    private static String text(String name, byte[] content) {
        WideEncoding.of(content).ifPresent(other -> {
            throw refused(name + " is in " + other + RULE);
        });
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(content);
        try {
            String text = utf8.decode(in).toString();
            if (text.indexOf('\0') >= 0) {
                throw refused(name + " holds bytes that are 00, as UTF-16 and UTF-32 do" + RULE);
            }
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            String found = String.format(Locale.ROOT, "byte %02X", content[in.position()]);
            throw refused(name + " is not UTF-8 in line " + line(content, in.position()) + " (" + found + ")" + RULE);
        }
    }

    private static int line(byte[] content, int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            if (content[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    private static SettingsException refused(String problem) {
        return new SettingsException(List.of(problem));
    }
}
