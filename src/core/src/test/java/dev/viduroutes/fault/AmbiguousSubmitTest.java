package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A submit whose answer proves nothing is never sent again: a second submit may be a second bill. */
class AmbiguousSubmitTest extends FaultTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.api.response-timeout", "2s");
    }

    @Test
    void anAnswerThatProvesNothingEndsTheRequestAfterOneSubmit() throws Exception {
        Map<String, Outcome> ended = runAll(
                "sandbox:lost",
                "sandbox:hang",
                "sandbox:html",
                "sandbox:garbage",
                "sandbox:no-task-id",
                "sandbox:huge-answer",
                "sandbox:submit=408",
                "sandbox:submit=502",
                "sandbox:submit=504",
                "sandbox:submit=520",
                "sandbox:submit=524");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertDead(one.getKey(), one.getValue(), "SUBMIT_UNCERTAIN", "uncertain", Billing.UNKNOWN);
            assertThat(submits(one.getKey())).as(one.getKey()).isEqualTo(1);
            // The sandbox did accept and bill it: another submit would have been paid too.
            assertThat(tasks(one.getKey())).as(one.getKey()).hasSize(1);
            assertThat(one.getValue().billedSeconds()).isEmpty();
            assertThat(one.getValue().attempts()).isEqualTo(1);
        }
        assertThat(ended.get("sandbox:huge-answer").failure().orElseThrow().message())
                .contains("vidu.api.max-answer-bytes");
        assertThat(ended.get("sandbox:hang").failure().orElseThrow().message()).contains("Timeout");
        assertNothingIsLeft();
    }

    @Test
    void aPageOfSomeProxyProvesNothingEither() throws Exception {
        Map<String, Outcome> ended = runAll(
                "sandbox:submit-html=400",
                "sandbox:submit-html=401",
                "sandbox:submit-html=429",
                "sandbox:submit-html=500",
                "sandbox:submit-html=503",
                "sandbox:envelope=504",
                "sandbox:envelope=100");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertDead(one.getKey(), one.getValue(), "SUBMIT_UNCERTAIN", "uncertain", Billing.UNKNOWN);
            assertThat(submits(one.getKey())).as(one.getKey()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatBreaksAfterTheSubmitWasSentIsNotTriedAgain() throws Exception {
        sandbox.dropConnections(true);

        Outcome outcome = endOf(start("dropped"));

        sandbox.dropConnections(false);
        assertDead("dropped", outcome, "SUBMIT_UNCERTAIN", "uncertain", Billing.UNKNOWN);
        assertThat(ledger().calls().get("generateTask").total()).isEqualTo(1);
    }
}
