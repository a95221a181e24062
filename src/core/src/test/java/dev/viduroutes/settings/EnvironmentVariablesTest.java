package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables as compose files, charts and Kubernetes write them. */
class EnvironmentVariablesTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az-AZ", "lt-LT", "ar-EG", "th-TH-u-ca-buddhist-nu-thai"})
    void aVariableHasOneNameInEveryLanguage(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));

        assertThat(EnvironmentVariables.nameOf("vidu.api.key-limit")).isEqualTo("VIDU_API_KEY_LIMIT");
        assertThat(new EnvironmentVariables(Map.of("VIDU_S3_BUCKET", "b")).valueOf("vidu.s3.bucket"))
                .contains("b");
    }

    @Test
    void aVariableWithoutAValueIsNotSet() {
        EnvironmentVariables variables =
                new EnvironmentVariables(Map.of("VIDU_THREADS", "", "VIDU_HOME", " \t", "VIDU_S3_BUCKET", "b"));

        assertThat(variables.valueOf("vidu.threads")).isEmpty();
        assertThat(variables.valueOf("vidu.home")).isEmpty();
        assertThat(variables.isVoid("vidu.home")).isTrue();
        assertThat(variables.isVoid("vidu.s3.bucket")).isFalse();
        assertThat(variables.isVoid("vidu.s3.region")).isFalse();
        assertThat(variables.names()).containsExactly("VIDU_S3_BUCKET");
    }

    /** All that Kubernetes makes of a service with two ports, one of them named. */
    @Test
    void whatKubernetesMakesOfServicesIsNoSetting() {
        EnvironmentVariables variables = new EnvironmentVariables(Map.ofEntries(
                Map.entry("VIDU_CALLBACK_SERVICE_HOST", "10.0.0.1"),
                Map.entry("VIDU_CALLBACK_SERVICE_PORT", "8080"),
                Map.entry("VIDU_CALLBACK_SERVICE_PORT_HTTP", "8080"),
                Map.entry("VIDU_CALLBACK_PORT", "tcp://10.0.0.1:8080"),
                Map.entry("VIDU_CALLBACK_PORT_8080_TCP", "tcp://10.0.0.1:8080"),
                Map.entry("VIDU_CALLBACK_PORT_8080_TCP_PROTO", "tcp"),
                Map.entry("VIDU_CALLBACK_PORT_8080_TCP_PORT", "8080"),
                Map.entry("VIDU_CALLBACK_PORT_8080_TCP_ADDR", "10.0.0.1"),
                Map.entry("VIDU_CALLBACK_PORT_53_UDP", "udp://[fd00::1]:53"),
                Map.entry("VIDU_MANAGEMENT_PORT", "9090")));

        assertThat(variables.valueOf("vidu.callback.port")).isEmpty();
        assertThat(variables.isVoid("vidu.callback.port")).isTrue();
        assertThat(variables.valueOf("vidu.management.port")).contains("9090");
        assertThat(variables.names()).containsExactly("VIDU_MANAGEMENT_PORT");
        assertThat(variables.serviceLinks()).hasSize(9).contains("VIDU_CALLBACK_PORT");
    }
}
