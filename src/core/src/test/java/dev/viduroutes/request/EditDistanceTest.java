package dev.viduroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "mode, mode, 0",
        "'', mode, 4",
        "mode, '', 4",
        "mod, mode, 1",
        "modee, mode, 1",
        "node, mode, 1",
        "kitten, sitting, 3",
        "durration, duration, 1",
        "a, bcd, 3"
    })
    void countsWhatHasToBeChanged(String left, String right, int distance) {
        assertThat(EditDistance.between(left, right)).isEqualTo(distance);
        assertThat(EditDistance.between(right, left)).isEqualTo(distance);
    }

    @Test
    void aVeryLongNameCostsNoTime() {
        String name = "x".repeat(1_000_000);

        assertThat(EditDistance.between(name, name + "y")).isZero();
        assertThat(EditDistance.between(name, "mode")).isEqualTo(60);
    }
}
