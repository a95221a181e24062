package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8OrBase64Test {

    static Stream<byte[]> whateverAHeaderHolds() {
        return Stream.of(
                new byte[0],
                "harbour".getBytes(StandardCharsets.UTF_8),
                "Größe \uD83C\uDFA5 \uFFFE".getBytes(StandardCharsets.UTF_8),
                "base64:AAAA".getBytes(StandardCharsets.UTF_8),
                new byte[] {0, 1, (byte) 0xff, (byte) 0xfe},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
    }

    @ParameterizedTest
    @MethodSource("whateverAHeaderHolds")
    void bytesComeBackAsTheyWere(byte[] bytes) {
        assertThat(Utf8OrBase64.bytes(Utf8OrBase64.text(bytes))).isEqualTo(bytes);
    }

    @Test
    void aTextStandsThereAsAText() {
        assertThat(Utf8OrBase64.text("harbour".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("harbour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64:", "base64:%", "base64:AA=A"})
    void whatOnlyLooksLikeBase64IsTaken(String text) {
        assertThat(Utf8OrBase64.bytes(text)).isNotNull();
    }
}
