package dev.viduroutes.journal;

/** ResponseTexts as both databases keep them. */
final class StorableText {

    private static final int REPLACEMENT = 0xFFFD;

    private StorableText() {}

    /** @return the text without what PostgreSQL refuses and SQLite garbles: NUL, and halves of characters */
    static String of(String text) {
        boolean plain = text.chars().allMatch(unit -> unit != 0 && !Character.isSurrogate((char) unit));
        return plain
                ? text
                : text.codePoints()
                        .map(point -> isStorable(point) ? point : REPLACEMENT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isStorable(int point) {
        return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }
}
