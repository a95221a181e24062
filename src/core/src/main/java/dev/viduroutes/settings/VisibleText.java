package dev.viduroutes.settings;

import java.util.regex.Pattern;

/** What a person sees of a text, and what not. */
public final class VisibleText {

    private static final Pattern BLANKS_AROUND = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");

    private VisibleText() {}

    /**
     * @return whether a person sees it, or sees the blank that it is. Marks of direction, joiners and tags are "formats"; half a
     *     pair of surrogates is no character at all
     */
    public static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** @return what stands for a character that can't be seen */
    public static String number(int character) {
        return "\\u{" + Integer.toHexString(character) + "}";
    }

    /** @return the text, in which what can't be seen stands as its number */
    static String of(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character ->
                        seen.append(isVisible(character) ? Character.toString(character) : number(character)));
        return seen.toString();
    }

    /** @return the text without the blanks around it, of whatever kind */
    static String stripped(String text) {
        return BLANKS_AROUND.matcher(text).replaceAll("");
    }
}
