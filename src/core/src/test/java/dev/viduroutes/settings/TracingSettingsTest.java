package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Logins at a collector of traces. */
class TracingSettingsTest {

    @Test
    void theWholeAndTheValueOfEachHeaderAreSecret() {
        assertThat(TracingSettings.secrets("Authorization=Bearer%20a==, x-tenant=b"))
                .containsExactly("Authorization=Bearer%20a==, x-tenant=b", "Bearer%20a==", "b");
        assertThat(TracingSettings.secrets("")).containsOnly("");
    }
}
