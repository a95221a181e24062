package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Submits that certainly created nothing: tried again, or given up, but never paid twice. */
class SubmitRetriesTest extends FaultTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.submit.attempts", "4");
    }

    @Test
    void whatIsOverLaterIsTriedAgainUntilOneTaskIsAccepted() throws Exception {
        Map<String, Outcome> ended = runAll(
                "sandbox:submit=429x2",
                "sandbox:submit=500x3",
                "sandbox:submit=503x6",
                "sandbox:envelope=429x3",
                "sandbox:envelope=500x3",
                "sandbox:envelope=503x6",
                "sandbox:envelope=401x2",
                "sandbox:envelope=402x2",
                "sandbox:submit=404x2");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            int refused = Integer.parseInt(one.getKey().substring(one.getKey().lastIndexOf('x') + 1));
            assertStoredOnce(one.getKey(), one.getValue());
            assertThat(submits(one.getKey())).as(one.getKey()).isEqualTo(refused + 1);
            assertThat(one.getValue().attempts()).isEqualTo(refused + 1);
            assertThat(one.getValue().billedSeconds()).contains(2);
        }
        assertNothingIsLeft();
    }

    @Test
    void whatTheApiRefusesForGoodIsADeadLetterAfterOneSubmit() throws Exception {
        Map<String, Outcome> ended = runAll("sandbox:submit=400", "sandbox:envelope=400", "sandbox:envelope=422");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertDead(one.getKey(), one.getValue(), "REQUEST_REFUSED", "input", Billing.NONE);
            assertThat(submits(one.getKey())).as(one.getKey()).isEqualTo(1);
            assertThat(one.getValue().billedSeconds()).contains(0);
        }
        assertThat(ledger().tasks()).isEmpty();
    }

    @Test
    void aRefusalThatNamesAKnownCodeEndsByItsClass() throws Exception {
        String content = "sandbox:submit=400-CreationPolicyViolation";
        String input = "sandbox:submit=400-fieldinvalid";
        String passing = "sandbox:submit=400-SystemThrottlingx2";

        Map<String, Outcome> ended = runAll(content, input, passing);

        assertDead(content, ended.get(content), "CreationPolicyViolation", "content", Billing.NONE);
        assertDead(input, ended.get(input), "FieldInvalid", "input", Billing.NONE);
        assertThat(submits(content) + submits(input)).isEqualTo(2);
        assertStoredOnce(passing, ended.get(passing));
        assertThat(submits(passing)).isEqualTo(3);
    }

    @Test
    void contentThatTheApiForbidsIsADeadLetterAndHoldsNoSlot() throws Exception {
        Outcome outcome = endOf(start("sandbox:submit=403"));

        assertDead("sandbox:submit=403", outcome, "CONTENT_REFUSED", "content", Billing.NONE);
        assertThat(submits("sandbox:submit=403")).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void anApiThatNeverStopsFailingIsGivenUpAfterAsManyAttemptsAsSet() throws Exception {
        Map<String, Outcome> ended = runAll("sandbox:submit=500", "sandbox:envelope=500");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertDead(one.getKey(), one.getValue(), "API_ERROR", "transient", Billing.NONE);
            assertThat(submits(one.getKey())).isEqualTo(4);
        }
        assertThat(ledger().billedSecondsTotal()).isZero();
    }

    @Test
    void aRefusedConnectionIsTriedAgainUntilTheApiIsBack() throws Exception {
        int port = sandbox.baseUri().getPort();
        sandbox.close();
        Future<Outcome> started = start("refused");
        await().until(() -> log.text().contains("setbacks=2") && log.text().contains("not sent"));
        sandbox = sandboxBuilder().port(port).start();

        assertStoredOnce("refused", endOf(started));
        assertThat(submits("refused")).isEqualTo(1);
    }

    @Test
    void aConnectionThatTheApiClosedMeanwhileIsNotUsedForASubmit() throws Exception {
        assertStoredOnce("before", endOf(start("before")));
        int port = sandbox.baseUri().getPort();
        sandbox.close();
        sandbox = sandboxBuilder().port(port).start();

        assertStoredOnce("after", endOf(start("after")));
    }
}
