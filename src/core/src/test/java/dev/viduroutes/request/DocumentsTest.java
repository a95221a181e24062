package dev.viduroutes.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.settings.TestSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How bytes become a document, and what is said of those that are none. */
class DocumentsTest {

    private static final String DOCUMENT =
            "{\"input\": {\"mode\": \"text-to-video\", \"prompt\": \"größe \uD83D\uDE00 \\u00e4 \\n\", \"seed\": -1.5e3,"
                    + " \"sound\": true, \"bgm\": false, \"x\": [null, 12]}}";

    private final Documents documents = new Documents(TestSettings.with());

    private JsonNode parsed(byte[] bytes) throws Exception {
        return documents.parse(documents.read(new ByteArrayInputStream(bytes)));
    }

    private RequestRefusedException refusal(byte[] bytes) {
        RequestRefusedException refused = catchThrowableOfType(RequestRefusedException.class, () -> parsed(bytes));
        assertThat(refused).as(new String(bytes, UTF_8)).isNotNull();
        return refused;
    }

    private static byte[] joined(String hex, byte[] behind) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        all.writeBytes(behind);
        return all.toByteArray();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheDocument() throws Exception {
        assertThat(parsed(("\uFEFF" + DOCUMENT).getBytes(UTF_8))).isEqualTo(parsed(DOCUMENT.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 60})
    void aDocumentOfWhichAPartWasNeverWrittenIsCalledThatWhereverItIs(int offset) {
        byte[] some = DOCUMENT.getBytes(UTF_8);
        Arrays.fill(some, offset, offset + 30, (byte) 0);

        RequestRefusedException refused = refusal(some);

        assertThat(refused.isTruncated()).isTrue();
        assertThat(refused).hasMessageContaining("30 bytes 00 at offset " + offset + ", where nothing was written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": -", "{} \u0000", "{\"a\u0001\": 1}", "\u000C{}", "{\"a\": \uD83D\uDE00}"})
    void whatJacksonSaysIsMadeReadable(String document) {
        assertThat(refusal(document.getBytes(UTF_8)).getMessage())
                .doesNotContain("CTRL-CHAR", "((", "inputNo", "\\u{d83d}", "0xd83d");
    }

    @Test
    void aDocumentThatEndsTooEarlyAnywhereIsKnownAsThat() {
        byte[] whole = DOCUMENT.getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThat(refusal(part).isTruncated()).as(new String(part, UTF_8)).isTrue();
        }
        assertThat(refusal(" \n".getBytes(UTF_8)).isTruncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": NaN}",
                "{\"a\": Infinity}",
                "{\"a\": -Infinity}",
                "{\"a\": +1}",
                "{\"a\": .5}",
                "{\"a\": 5.}",
                "{\"a\": 007}",
                "{\"a\": 0x1F}",
                "{'a': 1}",
                "{a: 1}",
                "{\"a\": 1,}",
                "[1, 2,]",
                "[1,,2]",
                "{\"a\": 1} // mine",
                "/* mine */ {\"a\": 1}",
                "# mine\n{\"a\": 1}",
                "{\"a\": 1} {\"b\": 2}",
                "{\"a\": 1}}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": \"\\x41\"}",
                "{\"a\": \"\\'\"}",
                "{\"a\": \"one\ntwo\"}",
                "{\"a\": \"\u0000\"}",
                "{\"a\" 1}",
                "{\"a\": undefined}",
                "[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]",
                "<html></html>",
                "make me a video",
            })
    void whatIsSaidOfOtherThingsThanJsonSpeaksOfJson(String text) {
        RequestRefusedException refused = refusal(text.getBytes(UTF_8));

        assertThat(refused.isTruncated()).isFalse();
        assertThat(refused.getMessage())
                .contains("document is ")
                .endsWith("it must be one JSON object in UTF-8")
                .doesNotContainIgnoringCase("feature")
                .doesNotContainIgnoringCase("enable")
                .doesNotContainIgnoringCase("jackson")
                .doesNotContain("`")
                .doesNotContain("Stream")
                .doesNotContain("Feature");
    }

    @Test
    void aNumberThatJsonDoesNotHaveIsNamed() {
        assertThat(refusal("{\"a\": NaN}".getBytes(UTF_8)).getMessage()).contains("'NaN', which JSON does not have");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void anotherEncodingIsNamed(String name) {
        for (String mark : List.of("", "\uFEFF")) {
            assertThat(refusal((mark + DOCUMENT).getBytes(Charset.forName(name)))
                            .getMessage())
                    .contains("not UTF-8 but " + name.substring(0, 6));
        }
    }

    @Test
    void thePrefixOfASchemaRegistryIsNamedAsSuch() {
        byte[] document = DOCUMENT.getBytes(UTF_8);
        byte[] protobuf = {0x0A, 0x05, 'h', 'e', 'l', 'l', 'o'};
        String uuid = "0123456789abcdef0123456789abcdef";

        assertThat(refusal(joined("00 0000000C", document)).getMessage())
                .contains("a schema registry's prefix (00 and the schema id 12)")
                .contains("have its sender write plain JSON");
        for (String id : List.of("00000001", "00000100", "00010000", "01000000", "FFFFFFFF", "0000007B", "00007B00")) {
            assertThat(refusal(joined("00" + id, document)).getMessage())
                    .contains("(00 and the schema id " + Long.parseLong(id, 16) + ")");
        }
        assertThat(refusal(joined("00 0000000C 00", protobuf)).getMessage()).contains("schema id 12");
        assertThat(refusal(joined("00 0000000C 04 02 00", protobuf)).getMessage())
                .contains("schema id 12");
        assertThat(refusal(joined("00 000000000000000C", document)).getMessage())
                .contains("schema id 12");
        assertThat(refusal(joined("01" + uuid, document)).getMessage()).contains("prefix (01 and an id of 16 bytes)");
        assertThat(refusal(joined("03 00" + uuid, document)).getMessage()).contains("AWS Glue's");
        assertThat(refusal(joined("03 05" + uuid, new byte[] {0x78, (byte) 0x9C, 1, 2}))
                        .getMessage())
                .contains("AWS Glue's")
                .contains("compressed");
    }

    @Test
    void halfACharacterIsRefused() {
        for (String text : List.of("{\"a\": \"\\ud800\"}", "{\"a\\udc00\": 1}", "[{\"a\": [\"\\ude00\\ud83d\"]}]")) {
            assertThat(refusal(text.getBytes(UTF_8)).getMessage()).contains("half a character");
        }
    }
}
