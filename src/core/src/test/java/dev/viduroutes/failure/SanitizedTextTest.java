package dev.viduroutes.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of other people's texts is written down. */
class SanitizedTextTest {

    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void aTextIsNeverCutWithinACharacter() {
        String text = "k".repeat(118) + EMOJI + EMOJI;
        for (int longest = 1; longest < text.length() + 2; longest++) {
            String cut = SanitizedText.of(text, longest);
            assertThat(cut).hasSizeLessThanOrEqualTo(longest);
            assertThat(cut.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        }
        assertThat(SanitizedText.of(text, 122)).isEqualTo(text);
        assertThat(SanitizedText.of(text, 121)).isEqualTo("k".repeat(118) + EMOJI + "…");
        assertThat(SanitizedText.of(text, 120)).isEqualTo("k".repeat(118) + "…");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0xAD, 0x61C, 0x200B, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A,
                0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xD800, 0xDC00, 0xDFFF, 0xFEFF,
                0xFFF9, 0xFFFE, 0xFFFF, 0xE0001, 0xE007F
            })
    void whatCantBeSeenStandsAsItsNumber(int character) {
        String text = "a" + new String(Character.toChars(character)) + "b";

        assertThat(SanitizedText.of(text, 100)).isEqualTo("a\\u{" + Integer.toHexString(character) + "}b");
    }

    @Test
    void anEscapeIsNotCutEither() {
        assertThat(SanitizedText.of("abc\u202Exyz", 10)).isEqualTo("abc…");
        assertThat(SanitizedText.of("abc\u202Exyz", 12)).isEqualTo("abc\\u{202e}…");
        assertThat(SanitizedText.of("abc\u202Exyz", 14)).isEqualTo("abc\\u{202e}xyz");
    }

    @Test
    void linesBecomeOne() {
        assertThat(SanitizedText.of("a\r\n\tb\nc", 100)).isEqualTo("a b c");
        assertThat(SanitizedText.of("größer als Ω 漢字 " + EMOJI, 100)).isEqualTo("größer als Ω 漢字 " + EMOJI);
    }
}
