package dev.viduroutes.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.settings.SettingsException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fail codes mean. */
class FailureCodesTest {

    @ParameterizedTest
    @CsvSource({
        "CONTENT_VIOLATION,CONTENT",
        "content_violation,CONTENT",
        "NsFw,CONTENT",
        "INVALID_IMAGE_URL,INPUT",
        "promptlengthexceeded,INPUT",
        "GENERATION_FAILED,TRANSIENT",
        "INSUFFICIENT_CREDITS,ACCOUNT",
        "SOMETHING_NEW,INPUT",
        "'',INPUT",
        "default,INPUT"
    })
    void aCodeMeansWhatThePackagedFileSaysInAnyCase(String code, FailureClass meaning) throws Exception {
        Properties packaged = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("config", "failures.properties"))) {
            packaged.load(file);
        }
        assertThat(new FailureCodes(packaged).of(code)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transiant", "", "delivery", "uncertain", "internal"})
    void aClassThatDoesNotExistStopsTheStartAndIsNamed(String wrong) {
        assertThatThrownBy(() -> new FailureCodes(codes("default", "input", "ODD_CODE", wrong)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ODD_CODE is " + wrong)
                .hasMessageContaining("content, input, transient or account");
    }

    @Test
    void unknownCodesNeedADefault() {
        assertThatThrownBy(() -> new FailureCodes(codes("NSFW", "content")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("default");
    }

    @Test
    void classesMayBeWrittenInAnyCaseAndWithBlanks() {
        FailureCodes codes = new FailureCodes(codes("Default", " Transient "));

        assertThat(codes.of("whatever")).isEqualTo(FailureClass.TRANSIENT);
    }

    private static Properties codes(String... pairs) {
        Properties codes = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            codes.setProperty(pairs[i], pairs[i + 1]);
        }
        return codes;
    }
}
