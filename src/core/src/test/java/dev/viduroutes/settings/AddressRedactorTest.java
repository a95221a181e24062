package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What logs and messages show of addresses. */
class AddressRedactorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret@host/path",
                "https://user:se?cret@host/path",
                "https://user:secret@host?token=secret",
                "jdbc:postgresql://host/db?user=u&password=secret@host",
                "jdbc:postgresql://host?password=x@secret",
                "jdbc:postgresql:db?password=secret",
                "kafka:topic?saslJaasConfig=secret",
                "tcp://host:1?keyStorePassword=secret"
            })
    void noAddressShowsWhatMayBeASecret(String address) {
        assertThat(AddressRedactor.withoutSecrets(address)).doesNotContain("secret", "cret", "se?");
    }

    @Test
    void hostAndPathAreShown() {
        assertThat(AddressRedactor.withoutSecrets("https://user:secret@host/path?token=x"))
                .isEqualTo("https://…@host/path?…");
        assertThat(AddressRedactor.withoutOptions("vidu-sqs:dead?queueUrl=x")).isEqualTo("vidu-sqs:dead");
        assertThat(AddressRedactor.withoutSecrets("jdbc:sqlite:work/journal.db"))
                .isEqualTo("jdbc:sqlite:work/journal.db");
    }
}
