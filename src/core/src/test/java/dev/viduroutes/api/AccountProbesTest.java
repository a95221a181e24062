package dev.viduroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.TestAccounts;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which accounts are asked whether they are in order. */
class AccountProbesTest {

    private long nanos;

    /** Else its account would stay blocked until a restart. */
    @Test
    void aQuestionThatIsNeverHeardOfAgainIsAskedOnceMore() {
        Settings settings = TestSettings.with();
        ApiAccounts accounts = TestAccounts.of(settings);
        AccountProbes probes = new AccountProbes(accounts, new ApiKeys(settings), () -> nanos);
        accounts.first().gate().block("401");
        assertThat(probes.toBeAsked()).containsExactly("default");
        assertThat(probes.toBeAsked()).isEmpty();

        nanos += Duration.ofMinutes(10).toNanos();

        assertThat(probes.toBeAsked()).containsExactly("default");
    }
}
