package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Trouble while asking about a task says nothing about the task. */
class PollingFaultsTest extends FaultTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.poll.not-found-limit", "5");
    }

    @Test
    void troubleWhileAskingIsNoFailure() throws Exception {
        Map<String, Outcome> ended = runAll(
                "sandbox:status=429x3",
                "sandbox:status=500x3",
                "sandbox:status=502x3",
                "sandbox:status=503x3",
                "sandbox:status=400x3",
                "sandbox:status=403x3",
                "sandbox:status=404x4",
                "sandbox:status-404x4",
                "sandbox:status-lostx3",
                "sandbox:status-htmlx3",
                "sandbox:state=unheard_ofx3",
                "sandbox:state=SUCCESSx3",
                "sandbox:status-404x4 sandbox:status=500x1 sandbox:status=404x4");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
            assertThat(submits(one.getKey())).as(one.getKey()).isEqualTo(1);
            assertThat(polls(one.getKey())).as(one.getKey()).isGreaterThan(3);
        }
        assertNothingIsLeft();
    }

    @Test
    void aTaskThatTheApiNeverKnowsIsGivenUpWithoutAnotherSubmit() throws Exception {
        Outcome outcome = endOf(start("sandbox:status-404"));

        assertDead("sandbox:status-404", outcome, "TASK_NOT_FOUND", "transient", Billing.UNKNOWN);
        assertThat(polls("sandbox:status-404")).isEqualTo(5);
        assertThat(submits("sandbox:status-404")).isEqualTo(1);
        assertNothingIsLeft();
    }
}
