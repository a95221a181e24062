package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names that only look like settings. */
class UnknownSettingsTest {

    private static final Set<String> KNOWN = Set.of("vidu.api.key", "vidu.poll.interval", "vidu.s3.bucket");

    private static List<String> told(Set<String> ofFile, Set<String> ofSystem, Set<String> variables) {
        return UnknownSettings.of(KNOWN, ofFile, ofSystem, variables).entrySet().stream()
                .map(told -> told.getKey() + " is set, and no setting of this version; " + told.getValue())
                .toList();
    }

    @Test
    void aKeyThatLooksLikeOursIsToldWithTheOneThatWasMeant() {
        for (String odd :
                List.of("vidu_api_key", "VIDU_API_KEY", "Vidu.Api.Key", "vidu.api-key", "vidu.ap\u0131.key")) {
            assertThat(told(Set.of(odd), Set.of(), Set.of()))
                    .singleElement()
                    .asString()
                    .isEqualTo(odd + " is set, and no setting of this version; did you mean vidu.api.key?");
        }
        assertThat(told(Set.of("\uFEFFvidu.api.key"), Set.of(), Set.of()))
                .containsExactly(
                        "\\u{feff}vidu.api.key is set, and no setting of this version; did you mean vidu.api.key?");
        assertThat(told(Set.of("vidu.\u200Bs3.bucket"), Set.of(), Set.of()))
                .containsExactly(
                        "vidu.\\u{200b}s3.bucket is set, and no setting of this version; did you mean vidu.s3.bucket?");
        // A Cyrillic letter.
        assertThat(told(Set.of("v\u0456du.api.key"), Set.of(), Set.of())).hasSize(1);
    }

    @Test
    void aVariableThatLooksLikeOursIsToldWithTheOneThatWasMeant() {
        assertThat(told(
                        Set.of(),
                        Set.of(),
                        Set.of("VIDU-API-KEY", "vidu_api_key", "VIDU_API_KEY", "VIDEO", "VIDU_POL_INTERVAL")))
                .containsExactly(
                        "VIDU-API-KEY is set, and no setting of this version; did you mean VIDU_API_KEY?",
                        "VIDU_POL_INTERVAL is set, and no setting of this version; is it misspelled?",
                        "vidu_api_key is set, and no setting of this version; did you mean VIDU_API_KEY?");
    }

    @Test
    void whatIsASettingOrSomebodyElsesIsNotTold() {
        assertThat(told(
                        Set.of("vidu.api.key", "camel.main.name", "my.bucket"),
                        Set.of("vidu.poll.interval", "vidu.sandbox.exit", "java.home"),
                        Set.of("VIDU_S3_BUCKET", "PATH")))
                .isEmpty();
    }
}
