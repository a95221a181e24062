package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cap that nobody reads would let everything through. */
class CapSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"vidu.cap.week", "vidu.cap.DAY", "vidu.cap.day.x", "vidu.cap.projects.x.day"})
    void aNameThatIsNoneStopsTheStart(String key) {
        assertThatThrownBy(() -> TestSettings.with(key, "3s"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        key + " is 3s; its name must be vidu.cap.request, day, month or project.<project>.day");
    }

    @ParameterizedTest
    @CsvSource({
        "vidu.balance.flor, there are vidu.balance.floor",
        "vidu.Balance.floor, there are vidu.balance.floor",
        "vidu.caps.day, 'there are vidu.cap.action, vidu.cap.clock, vidu.cap.day'",
        "vidu.routes.trailers, is the name of no setting",
        "VIDU_BALANCE_FLOR, there are VIDU_BALANCE_FLOOR; what names a project or a provider stands in a file",
        "VIDU_CAP_DAYS, 'there are VIDU_CAP_ACTION, VIDU_CAP_CLOCK, VIDU_CAP_DAY'",
        "VIDU_ROUTE_TRAILERS, what names a project or a provider stands in a file",
        "VIDU_ACCOUNT_AGENCY_KEY, is the name of no setting"
    })
    void whatWouldBeMoneyIfItWereSpelledRightStopsTheStart(String name, String rest) {
        assertThatThrownBy(() -> TestSettings.with(name, "3s"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name + " is set, and is the name of no setting")
                .hasMessageContaining(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"VIDU_ROUTES_PORT", "VIDU_INTAKE_NO_SUCH", "vidu.intake.no-such", "capacity", "VIDU_CAP_DAY"})
    void othersDoNot(String name) {
        assertThatCode(() -> TestSettings.with(name, "3s")).doesNotThrowAnyException();
    }
}
