package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long rows take at the accounts that make them. */
class PlanTimeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<AccountSettings> TWO = TestSettings.with(
                    "vidu.accounts", "studio,agency",
                    "vidu.account.studio.key", "a",
                    "vidu.account.agency.key", "b",
                    "vidu.account.studio.concurrent-tasks", "1",
                    "vidu.account.agency.concurrent-tasks", "9",
                    "vidu.limits.requests", "10000")
            .accounts();

    private static PlanTime of(Map<String, Long> open, int count, String... accounts) {
        PlanTime time = new PlanTime(TWO, open);
        for (int i = 0; i < count; i++) {
            time.add(List.of(accounts), MINUTE);
        }
        return time;
    }

    private static Duration time(PlanTime time) {
        return time.estimate().orElseThrow().time();
    }

    @Test
    void slotsThatOtherAccountsHaveMakeNothingFaster() {
        assertThat(time(of(Map.of(), 10, "studio"))).isEqualTo(Duration.ofMinutes(10));
        assertThat(time(of(Map.of(), 9, "agency"))).isEqualTo(MINUTE);
        assertThat(time(of(Map.of(), 10, "studio", "agency"))).isEqualTo(MINUTE);
    }

    @Test
    void whatIsThereBeforeCountsWhereItRuns() {
        assertThat(time(of(Map.of("agency", 90L), 9, "agency"))).isEqualTo(Duration.ofMinutes(11));
        assertThat(time(of(Map.of("agency", 9L), 2, "studio"))).isEqualTo(Duration.ofMinutes(2));
        assertThat(time(of(Map.of("", 90L), 10, "studio"))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void theAccountsThatNeedLongestAreTold() {
        PlanTime time = of(Map.of(), 5, "studio");
        for (int i = 0; i < 18; i++) {
            time.add(List.of("agency"), MINUTE);
        }

        assertThat(time.estimate().orElseThrow().accounts()).containsExactly("studio");
        assertThat(time.tasks()).containsExactly(Map.entry("agency", 18L), Map.entry("studio", 5L));
        assertThat(of(Map.of("studio", 7L), 0).estimate()).isEmpty();
    }
}
