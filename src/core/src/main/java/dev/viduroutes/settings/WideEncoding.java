package dev.viduroutes.settings;

import java.util.Optional;

/** Encodings that write an ASCII character with more than one byte, known by their byte order mark or by their zeros. */
public enum WideEncoding {
    UTF_32_BIG("UTF-32 (big endian)", "...x...x", 0, 0, 0xFE, 0xFF),
    UTF_32_LITTLE("UTF-32 (little endian)", "x...x...", 0xFF, 0xFE, 0, 0),
    UTF_16_BIG("UTF-16 (big endian)", ".x.x", 0xFE, 0xFF),
    UTF_16_LITTLE("UTF-16 (little endian)", "x.x.", 0xFF, 0xFE);

    private final String words;
    /** How a text of ASCII begins: {@code .} is a zero, {@code x} a visible character or a blank. */
    private final String shape;

    private final int[] mark;

    WideEncoding(String words, String shape, int... mark) {
        this.words = words;
        this.shape = shape;
        this.mark = mark;
    }

    /** @return which of them the content is in; nothing if it may be UTF-8 */
    public static Optional<WideEncoding> of(byte[] content) {
        for (WideEncoding encoding : values()) {
            if (encoding.begins(content) || encoding.hasShape(content)) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }

    private boolean begins(byte[] content) {
        boolean begins = content.length >= mark.length;
        for (int i = 0; begins && i < mark.length; i++) {
            begins = (content[i] & 0xFF) == mark[i];
        }
        return begins;
    }

    private boolean hasShape(byte[] content) {
        boolean fits = content.length >= shape.length();
        for (int i = 0; fits && i < shape.length(); i++) {
            fits = shape.charAt(i) == '.' ? content[i] == 0 : isText(content[i]);
        }
        return fits;
    }

    private static boolean isText(byte character) {
        return character >= ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    @Override
    public String toString() {
        return words;
    }
}
