package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
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
}
