package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A task that takes too long is given up, but not because nobody could be asked about it. */
class TaskTimeoutTest extends FaultTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.task.timeout", TIMEOUT.toSeconds() + "s");
    }

    @Test
    void aTaskThatNeverEndsIsGivenUpAfterItsTimeout() throws Exception {
        Map<String, Outcome> ended = runAll("sandbox:never", "sandbox:state=thinking");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertDead(one.getKey(), one.getValue(), "TASK_TIMEOUT", "transient", Billing.UNKNOWN);
            assertThat(submits(one.getKey())).isEqualTo(1);
            assertThat(one.getValue().timings().seconds()).isBetween(0.9, 15.0);
        }
        assertNothingIsLeft();
    }

    @Test
    void anApiThatIsAwayForLongerThanATaskMayTakeFailsNoTask() throws Exception {
        Map<String, Future<Outcome>> started = startAll("outage 1", "outage 2");
        await().until(() -> ledger().tasks().size() == 2);
        sandbox.outage(true);
        awaitAgeOf("outage 1", TIMEOUT.dividedBy(2));
        sandbox.outage(false);
        sandbox.dropConnections(true);
        awaitAgeOf("outage 2", TIMEOUT.multipliedBy(3).dividedBy(2));
        assertThat(started.values()).noneMatch(Future::isDone);
        sandbox.dropConnections(false);

        for (Map.Entry<String, Outcome> one : endOf(started).entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
            assertThat(submits(one.getKey())).isEqualTo(1);
        }
    }

    @Test
    void aKeyThatIsRejectedForLongerThanATaskMayTakeFailsNoTask() throws Exception {
        Future<Outcome> started = start("polled");
        await().until(() -> tasks("polled").size() == 1);
        sandbox.rejectKey(true);
        // The task itself is over long before that.
        awaitAgeOf("polled", TIMEOUT.multipliedBy(3).dividedBy(2));
        await().until(() -> log.text().contains("blocked: 401"));
        assertThat(started).isNotDone();
        sandbox.rejectKey(false);

        assertStoredOnce("polled", endOf(started));
        assertThat(submits("polled")).isEqualTo(1);
    }

    private void awaitAgeOf(String triggers, Duration age) {
        long until = tasks(triggers).get(0).acceptedAtMillis() + age.toMillis();
        await().until(() -> System.currentTimeMillis() > until);
    }
}
