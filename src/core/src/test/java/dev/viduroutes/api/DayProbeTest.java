package dev.viduroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.limits.TestAccounts;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.spending.SpendingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each look is a second. */
class DayProbeTest {

    private static long nanos;

    private static DayProbe probe(String... accounts) {
        List<String> settings = new ArrayList<>(List.of("vidu.cap.day", "10s"));
        if (accounts.length > 0) {
            settings.addAll(List.of("vidu.accounts", String.join(",", accounts)));
        }
        for (String account : accounts) {
            settings.addAll(List.of("vidu.account." + account + ".key", "key-of-" + account));
        }
        Settings all = TestSettings.with(settings.toArray(String[]::new));
        return new DayProbe(TestAccounts.of(all), new SpendingClock(all, () -> Instant.EPOCH), () -> nanos);
    }

    /** @return who is asked, within so many looks */
    private static List<String> asked(DayProbe probe, int looks) {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < looks; i++) {
            asked.addAll(probe.toBeAsked());
        }
        return asked;
    }

    @Test
    void anAccountThatDoesNotAnswerIsFollowedByTheNext() {
        DayProbe probe = probe("studio", "agency", "third");

        assertThat(asked(probe, 16)).as("studio hangs").containsExactly("studio", "agency");
        probe.ended("agency");
        assertThat(asked(probe, 30)).containsExactly("third", "agency");
        assertThat(asked(probe, 100)).as("all are under way").isEmpty();
        probe.ended("studio");
        assertThat(asked(probe, 15)).containsExactly("studio");
    }

    @Test
    void aQuestionThatIsNeverHeardOfAgainIsAskedOnceMore() {
        DayProbe probe = probe();
        assertThat(asked(probe, 100)).containsExactly("default");

        nanos += Duration.ofMinutes(10).toNanos();

        assertThat(asked(probe, 15)).containsExactly("default");
        assertThat(asked(probe, 100)).isEmpty();
    }

    @Test
    void theOnlyAccountIsAskedAgainSoLongAfterItsAnswer() {
        DayProbe probe = probe();

        assertThat(asked(probe, 100)).containsExactly("default");
        probe.ended("default");
        assertThat(asked(probe, 14)).isEmpty();
        assertThat(asked(probe, 1)).containsExactly("default");
    }
}
