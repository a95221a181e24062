package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.Ledger;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** An operator who would rather pay twice than have no video. */
class ResubmitTest extends GatewayTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.submit.uncertain", "resubmit");
        settings.setProperty("vidu.submit.grace", "1s");
    }

    @Test
    void anUncertainSubmitIsSentAgainOnceTheGraceIsOver() throws Exception {
        Outcome outcome = generate(request("unanswered", "unanswered sandbox:lostx1"));

        List<Ledger.Task> tasks = ledger().tasksFor("unanswered");
        assertThat(tasks).hasSize(2);
        assertThat(tasks.get(1).acceptedAtMillis() - tasks.get(0).acceptedAtMillis())
                .isGreaterThanOrEqualTo(1_000);
        assertThat(outcome.isStored()).isTrue();
        assertThat(outcome.taskId()).isEqualTo(tasks.get(1).taskId());
        assertThat(outcome.earlierTasks())
                .extracting(EarlierTask::submit, EarlierTask::taskId, EarlierTask::code)
                .containsExactly(tuple(1, "", "SUBMIT_UNCERTAIN"));
        assertThat(journal().query("SELECT submits FROM vidu_task")).containsExactly("2");
        assertNothingIsLeft();
    }
}
