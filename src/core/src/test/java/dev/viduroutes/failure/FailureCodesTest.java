package dev.viduroutes.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.settings.SettingsException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        "NSFW_DETECTED,CONTENT",
        "SensitiveContent,CONTENT",
        "SensitiveContentDetected,CONTENT",
        "InputImageSensitiveContentDetected,CONTENT",
        "InputOutputSensitiveContentDetected,CONTENT",
        "ProhibitedContentDetected,CONTENT",
        "INVALID_IMAGE_URL,INPUT",
        "promptlengthexceeded,INPUT",
        "GENERATION_FAILED,TRANSIENT",
        "PROCESSING_TIMEOUT,TRANSIENT",
        "MODEL_UNAVAILABLE,TRANSIENT",
        "INSUFFICIENT_CREDITS,ACCOUNT",
        "AuditSubmitIllegal,CONTENT",
        "CreationPolicyViolation,CONTENT",
        "TASKPROMPTPOLICYVIOLATION,CONTENT",
        "ImageDownloadFailure,INPUT",
        "ImageFormatInvalid,INPUT",
        "FieldInvalid,INPUT",
        "ImageCheckFaceFailed,INPUT",
        "ImageObjectsUndetected,INPUT",
        "PageSizeOutOfRange,INPUT",
        "UserCancelled,INPUT",
        "CreditInsufficient,ACCOUNT",
        "QuotaExceeded,TRANSIENT",
        "TooManyRequests,TRANSIENT",
        "SystemThrottling,TRANSIENT",
        "OperationInProcess,TRANSIENT",
        "ModelUnavailable,TRANSIENT",
        "InternalServiceFailure,TRANSIENT",
        "vidu: SystemThrottling,TRANSIENT",
        "SystemThrottlings,INPUT",
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
    void everythingThatIsWrongIsToldAtOnceWithItsPlace() {
        Properties wrong = codes("A_CODE", "", "B_CODE", "contents", "NSFW", "content", "nsfw", "input");

        assertThatThrownBy(() -> new FailureCodes("vidu.failures is file:mine", wrong))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("vidu.failures is file:mine: A_CODE is empty; it must be content, input,")
                .hasMessageContaining("vidu.failures is file:mine: B_CODE is contents; it must be content, input,")
                .hasMessageContaining("NSFW is content")
                .hasMessageContaining("both must be of one class, since case does not matter")
                .hasMessageContaining("vidu.failures is file:mine: it has no entry default");
    }

    @Test
    void anOperatorsOwnCodeIsFoundInAnyPlace() {
        FailureCodes codes = new FailureCodes(codes("default", "input", "odd.code/7", "account"));

        assertThat(codes.of("ODD.CODE/7")).isEqualTo(FailureClass.ACCOUNT);
        assertThat(codes.namedIn(List.of("no", "why: odd.code/7."), "{}")).contains("odd.code/7");
        assertThat(codes.namedIn(List.of("odd.code/77 oddXcode/7 default"), "{}"))
                .isEmpty();
    }

    @Test
    void whatAnOlderFileLacksIsKnown() {
        FailureCodes mine = new FailureCodes(codes("default", "input", "nsfw", "content"));
        FailureCodes packaged = new FailureCodes(codes("default", "input", "NSFW", "content", "FieldInvalid", "input"));

        assertThat(mine.missing(packaged)).containsExactly("FieldInvalid");
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
