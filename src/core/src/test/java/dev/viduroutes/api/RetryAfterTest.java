package dev.viduroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers and proxies write into {@code Retry-After}, and how long we wait for it. */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:37Z");

    private static Duration of(Object header) {
        return RetryAfter.of(header, NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "5|5000",
                "0.5|500",
                ".5|500",
                "2.5|2500",
                "5.|5000",
                "' 5 '|5000",
                "+5|5000",
                "-5|0",
                "-0.5|0",
                "007|7000",
                "'\"5\"'|5000",
                "5s|5000",
                "5 seconds|5000",
                "500ms|500",
                "2 minutes|120000",
                "1h|3600000",
                "5 bananas|5000",
                "5; comment=9|5000",
                "1, 5|5000",
                "5, 1|5000",
                "1,5,2.5|5000",
                "[1, 5]|5000",
                "-1, 3|3000",
                "x, 3|3000",
                ",,3|3000",
                "3600|3600000",
                "3601|3600000",
                "99999999999999999999999999|3600000",
                "1, 99999999999|3600000"
            })
    void secondsInAnyShapeAreHeededForAtMostAnHour(String header, long millis) {
        assertThat(of(header)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:47 GMT",
                "Sunday, 06-Nov-94 08:49:47 GMT",
                "Sun Nov  6 08:49:47 1994",
                "sun, 06 nov 1994 08:49:47 gmt",
                "Sun, 6 Nov 1994 08:49:47 GMT",
                "Mon, 06 Nov 1994 08:49:47 GMT",
                "Sun, 06 Nov 1994 10:49:47 +0200",
                "Sun, 06 Nov 1994 08:49:47 UTC",
                "06 Nov 1994 08:49:47 GMT",
                "1994-11-06T08:49:47Z",
                "1994-11-06T10:49:47.123+02:00",
                "  Sun, 06 Nov 1994 08:49:47 GMT  ",
                "4, Sun, 06 Nov 1994 08:49:47 GMT",
                "Sun, 06 Nov 1994 08:49:40 GMT, Sunday, 06-Nov-94 08:49:47 GMT"
            })
    void datesInEveryFormAreHeeded(String header) {
        assertThat(of(header)).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-SA-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "fa-IR"})
    void whateverLanguageTheMachineSpeaks(String language) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            assertThat(of("Sunday, 06-Nov-94 08:49:47 GMT")).isEqualTo(Duration.ofSeconds(10));
            assertThat(of("Fri, 13 Jan 1995 08:49:47 GMT")).isEqualTo(Duration.ofHours(1));
            assertThat(of("5 MINUTES")).isEqualTo(Duration.ofMinutes(5));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "NaN",
                "Sun, 06 Nov 1994 08:49:27 GMT",
                "Sun, 99 Nov 1994 08:49:47 GMT",
                "Sun, 06 Xyz 1994 08:49:47 GMT",
                "0000-00-00T00:00:00Z",
                "\0"
            })
    void whatAsksForNothingIsNotWaitedFor(String header) {
        assertThat(of(header)).isZero();
    }

    @Test
    void ofARepeatedHeaderTheLongestCounts() {
        assertThat(of(List.of("1", "5", "Sun, 06 Nov 1994 08:49:39 GMT"))).isEqualTo(Duration.ofSeconds(5));
        assertThat(of(List.of())).isZero();
        assertThat(of(null)).isZero();
        assertThat(of(7)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aYearOfTwoDigitsIsAtMostFiftyYearsAhead() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(RetryAfter.of("Thursday, 01-Jan-26 00:00:10 GMT", now)).isEqualTo(Duration.ofSeconds(10));
        assertThat(RetryAfter.of("Thursday, 01-Jan-99 00:00:10 GMT", now)).isZero();
    }

    @Test
    void aHeaderOfAMegabyteTakesNoTime() {
        assertThat(of("9".repeat(1 << 20))).isEqualTo(Duration.ofHours(1));
        assertThat(of("1994-11-06t".repeat(100_000))).isGreaterThanOrEqualTo(Duration.ZERO);
    }
}
