package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Trouble while asking about a task says nothing about the task. */
class PollingFaultsTest extends FaultTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.task.timeout", "4s");
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

    @Test
    void aTaskThatNeverEndsIsGivenUpAfterItsTimeout() throws Exception {
        Map<String, Outcome> ended = runAll("sandbox:never", "sandbox:state=thinking");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertDead(one.getKey(), one.getValue(), "TASK_TIMEOUT", "transient", Billing.UNKNOWN);
            assertThat(submits(one.getKey())).isEqualTo(1);
            assertThat(one.getValue().timings().seconds()).isBetween(2.0, 12.0);
        }
        assertNothingIsLeft();
    }

    @Test
    void anApiThatIsAwayForLongerThanATaskMayTakeFailsNoTask() throws Exception {
        Map<String, Future<Outcome>> started = startAll("outage 1", "outage 2");
        await().until(() -> ledger().tasks().size() == 2);
        sandbox.outage(true);
        awaitPast("outage 1", 1_500);
        sandbox.outage(false);
        sandbox.dropConnections(true);
        awaitPast("outage 2", 3_000);
        assertThat(started.values()).noneMatch(Future::isDone);
        sandbox.dropConnections(false);

        for (Map.Entry<String, Outcome> one : endOf(started).entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
            assertThat(submits(one.getKey())).isEqualTo(1);
        }
    }

    private void awaitPast(String triggers, long afterAcceptedMillis) {
        long until = tasks(triggers).get(0).acceptedAtMillis() + afterAcceptedMillis;
        await().until(() -> System.currentTimeMillis() > until);
    }
}
