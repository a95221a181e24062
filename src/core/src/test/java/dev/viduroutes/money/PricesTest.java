package dev.viduroutes.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.settings.SettingsException;
import dev.viduroutes.settings.TestSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which price counts, and what it makes of seconds. */
class PricesTest {

    private static final Prices PRICES = Prices.of(TestSettings.with(
            "vidu.price.*.*", "0.15",
            "vidu.price.*.540p", "0.08",
            "vidu.price.text-to-video.*", "0.14",
            "vidu.price.text-to-video.720p", "0.12",
            "vidu.price.official.*.1080p", "0.3",
            "vidu.price.official.text-to-video.720p", "0.2",
            "vidu.price.auto.turbo-text-to-video.720p", "0.05",
            "vidu.price.currency", "EUR"));

    @ParameterizedTest
    @CsvSource({
        "'',       text-to-video,        720p,  0.12",
        "value,    text-to-video,        720p,  0.12",
        "official, text-to-video,        720p,  0.2",
        "official, text-to-video,        540p,  0.14",
        "official, image-to-video,       1080p, 0.3",
        "'',       text-to-video,        540p,  0.14",
        "'',       image-to-video,       540p,  0.08",
        "'',       image-to-video,       720p,  0.15",
        "'',       turbo-text-to-video,  720p,  0.05",
        "auto,     turbo-text-to-video,  720p,  0.05",
        "value,    turbo-text-to-video,  720p,  0.15",
        "'',       text-to-video,        '',    0.14",
        "'',       turbo-text-to-video,  '',    0.15",
        "'',       unheard-of,           8k,    0.15",
    })
    void theNearestPriceCountsAndTheDearestOfWhatIsLeftOpen(
            String provider, String mode, String resolution, BigDecimal perSecond) {
        assertThat(PRICES.find("default", provider, mode, resolution)).contains(new Price(perSecond, "EUR"));
    }

    @Test
    void withoutPricesThereIsNone() {
        Prices none = Prices.of(TestSettings.with());

        assertThat(none.find("default", "", "text-to-video", "720p")).isEmpty();
        assertThat(none.amount(BigDecimal.ONE)).isEmpty();
    }

    @Test
    void amountsAreExact() {
        Price price = new Price(new BigDecimal("0.0525"), "USD");

        assertThat(price.of(3)).isEqualTo("0.1575");
        assertThat(price.of(8)).isEqualTo("0.42");
        assertThat(price.of(0)).isEqualTo("0.00");
        assertThat(new Price(new BigDecimal("100"), "JPY").of(3)).isEqualTo("300.00");
        assertThat(price.quote(5)).isEqualTo("0.2625");
        assertThat(price.quote(0)).isEqualTo("0.84");
        assertThat(new Money(new BigDecimal("1200.5"), "EUR")).hasToString("1200.50 EUR");
    }

    @Test
    void aCostSaysHowCertainItIs() {
        Price price = new Price(new BigDecimal("0.12"), "USD");

        assertThat(price.cost(0, List.of()).state()).isEqualTo(CostState.NONE);
        assertThat(price.cost(5, List.of())).isEqualTo(cost("0.60", 5, CostState.CHARGED, null));
        assertThat(price.cost(5, List.of(price.quote(5), price.quote(5))))
                .isEqualTo(cost("0.60", 5, CostState.DOUBTFUL, "1.20"));
        assertThat(price.cost(0, List.of(price.quote(0)))).isEqualTo(cost("0.00", 0, CostState.DOUBTFUL, "1.92"));
    }

    private static Cost cost(String amount, int seconds, CostState state, String doubtful) {
        return new Cost(
                new BigDecimal(amount),
                "USD",
                seconds,
                new BigDecimal("0.12"),
                state,
                Optional.ofNullable(doubtful).map(BigDecimal::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vidu.price.text-to-vdeo.720p",
                "vidu.price.text-to-video.720",
                "vidu.price.text-to-video",
                "vidu.price.",
                "vidu.price.a.b.text-to-video.720p",
                "vidu.price.offi cial.*.*",
                "vidu.price.*.*.*"
            })
    void aNameThatFitsNothingStopsTheStart(String key) {
        assertThatThrownBy(() -> TestSettings.with("vidu.price.*.*", "1", key, "0.1"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(key + " is 0.1; its name must be vidu.price.<mode>.<resolution>");
    }

    @Test
    void whatHasNoPriceStopsTheStart() {
        assertThatThrownBy(() -> TestSettings.with("vidu.price.*.720p", "1", "vidu.price.official.*.*", "2"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("vidu.price.turbo-image-to-video.1080p are not set; where there are prices")
                .hasMessageNotContaining("720p");
    }
}
