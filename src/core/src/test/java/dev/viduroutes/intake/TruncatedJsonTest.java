package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which documents may still become complete. */
class TruncatedJsonTest {

    private static final String WHOLE = "{\"input\": {\"prompt\": \"größe 😀\\n\", \"seed\": [1, true, null]}}";

    @Test
    void whereverADocumentIsCutItIsTruncated() {
        byte[] whole = WHOLE.getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertThat(TruncatedJson.isTruncated(Arrays.copyOf(whole, length)))
                    .as("first %d bytes", length)
                    .isTrue();
            byte[] setAside = Arrays.copyOf(Arrays.copyOf(whole, length), whole.length);
            assertThat(TruncatedJson.isTruncated(setAside))
                    .as("first %d bytes, then zeros", length)
                    .isTrue();
        }
        assertThat(TruncatedJson.isTruncated(whole)).isFalse();
    }

    @Test
    void whatIsWrittenInPartsOrFromItsEndIsTruncatedWhileOneIsMissing() {
        String document = "{\"input\": {\"prompt\": \"" + "x".repeat(100) + "\"}}";
        for (int begin = 0; begin < 100; begin++) {
            byte[] some = document.getBytes(UTF_8);
            Arrays.fill(some, begin, begin + 16, (byte) 0);
            assertThat(TruncatedJson.isTruncated(some))
                    .as("a hole at %d", begin)
                    .isTrue();
        }
        assertThat(TruncatedJson.isTruncated(document.getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "make me a video",
                "video",
                "tru",
                "12",
                "\uFEFF\"a text",
                "<html></html>",
                "{'input'",
                "{\"a\": 1,, ",
                "{} and more",
                "{}{",
                "/* mine */ {",
                "{\"a\": 1, \"a\"",
                "\"a text\"",
                "{\"a\": 01"
            })
    void whatIsWrongIsNotTruncatedHoweverItEnds(String document) {
        assertThat(TruncatedJson.isTruncated(document.getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n\t", "[", "\uFEFF", "\uFEFF{", "{\"a\": tr", "{\"a\": \"\\u00"})
    void whatMayGoOnIsTruncated(String document) {
        assertThat(TruncatedJson.isTruncated(document.getBytes(UTF_8))).isTrue();
    }

    @Test
    void otherEncodingsAreWrongAtOnce() {
        assertThat(TruncatedJson.isTruncated("{\"a\"".getBytes(java.nio.charset.StandardCharsets.UTF_16)))
                .isFalse();
        assertThat(TruncatedJson.isTruncated(new byte[] {'[', '"', (byte) 0xF6, 'x', 'x', 'x', 'x'}))
                .isFalse();
    }
}
