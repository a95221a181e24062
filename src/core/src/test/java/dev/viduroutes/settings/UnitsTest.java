package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values with their unit. */
class UnitsTest {

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "75s,PT75S", "30m,PT30M", "24h,PT24H", "7d,PT168H", "0s,PT0S", "007s,PT7S"})
    void aDurationIsANumberAndItsUnit(String text, Duration duration) {
        assertThat(Units.duration(text)).contains(duration);
    }

    @ParameterizedTest
    @CsvSource({"1B,1", "512KiB,524288", "5MiB,5242880", "2GiB,2147483648", "0B,0"})
    void aSizeIsANumberAndItsUnit(String text, long bytes) {
        assertThat(Units.bytes(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "5S", "-5s", "+5s", "5.5s", "5s5s", "٥s", "5w", "1234567890123s"})
    void whateverElseIsNoDuration(String text) {
        assertThat(Units.duration(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5KB", "5kib", "5 MiB", "-5B", "5TiB", "MiB"})
    void whateverElseIsNoSize(String text) {
        assertThat(Units.bytes(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999d", "999999999999h"})
    void aDurationTooLongToCountIsNotTakenForAShortOne(String text) {
        assertThat(Units.duration(text).map(Duration::toDays).orElse(Long.MAX_VALUE))
                .isGreaterThan(1_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999GiB", "99999999999GiB"})
    void aSizeTooLargeToCountIsNotTakenForASmallOne(String text) {
        assertThat(Units.bytes(text).orElse(Long.MAX_VALUE)).isGreaterThan(1L << 60);
    }
}
