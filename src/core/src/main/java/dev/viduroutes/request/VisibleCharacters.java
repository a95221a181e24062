package dev.viduroutes.request;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.viduroutes.settings.VisibleText;
import java.util.Locale;

/** Writes what can't be seen as escapes of JSON: the text is the same for programs, and safe for people and terminals. */
final class VisibleCharacters extends CharacterEscapes {

    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7F;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[DELETE] = ESCAPE_STANDARD;
        return codes;
    }

    /** Pairs of surrogates stay as they are: they come one by one, and most of them can be seen. */
    @Override
    public SerializableString getEscapeSequence(int character) {
        return Character.isSurrogate((char) character) || VisibleText.isVisible(character)
                ? null
                : new SerializedString(String.format(Locale.ROOT, "\\u%04x", character));
    }
}
