package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.Ledger;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is wrong with the account is no request's fault: requests wait, and go on by themselves. */
class AccountFaultsTest extends FaultTest {

    private static final String FAILS_FOR_CREDIT = "sandbox:fail=INSUFFICIENT_CREDITSx3";

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.task.timeout", "1s");
    }

    @Test
    void aRejectedKeyMakesRequestsWaitUntilItIsAccepted() throws Exception {
        sandbox.rejectKey(true);
        Map<String, Future<Outcome>> started = startAll("key 1", "key 2", "key 3");
        drop("key.json", request("from a file"));
        awaitTwoMoreProbes();

        assertThat(ledger().submits().stream().mapToInt(Ledger.Submit::count).sum())
                .as("requests do not knock at a closed account, each for itself")
                .isBetween(1, 4);
        assertThat(names(inbox())).containsExactly("key.json");
        assertThat(log.text()).contains("account blocked: 401");
        sandbox.rejectKey(false);

        for (Map.Entry<String, Outcome> one : endOf(started).entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
        }
        awaitDone("key.json");
        assertThat(ledger().tasksFor("from a file")).hasSize(1);
        assertThat(names(deadLetters())).isEmpty();
    }

    @Test
    void anEmptyAccountMakesRequestsWaitUntilItIsFilled() throws Exception {
        sandbox.setBalance(0);
        Map<String, Future<Outcome>> started = startAll("money 1", "money 2", "money 3");
        awaitTwoMoreProbes();

        assertThat(log.text()).contains("account blocked: 402");
        assertThat(slots().inUse())
                .as("who waits for the account holds no slot")
                .isZero();
        sandbox.setBalance(100);

        for (Map.Entry<String, Outcome> one : endOf(started).entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
        }
        assertThat(ledger().billedSecondsTotal()).isEqualTo(6);
        assertThat(names(deadLetters())).isEmpty();
    }

    /** Any reason of the account's: nothing is dead-lettered, all waits, and the log has the API's own words. */
    @Test
    void aForbiddenAddressOrKeyMakesRequestsWaitUntilTheyAreLetIn() throws Exception {
        Map<String, Outcome> ended = runAll(
                "sandbox:submit=403-ipx2", "sandbox:submit=403-keyx2", "sandbox:submit=400-CreditInsufficientx2");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
        }
        assertThat(names(deadLetters())).isEmpty();
        assertThat(log.text())
                .contains("account blocked: 403 (Forbidden: IP address 203.0.113.7 is not in the allow-list")
                .contains("account blocked: 403 (Forbidden: the API key lacks permission)")
                .contains("account blocked: 400 (invalid parameters: CreditInsufficient)");
    }

    /** Its balance is answered all the time. */
    @Test
    void anAccountThatRefusesOneSubmitAfterTheOtherIsToldOnce() throws Exception {
        String triggers = "sandbox:submit=403-ipx3";

        assertStoredOnce(triggers, endOf(start(triggers)));

        assertThat(log.lines().stream().filter(line -> line.startsWith("ERROR") && line.contains("account=blocked")))
                .hasSize(1);
    }

    private void awaitTwoMoreProbes() {
        await().until(() -> log.text().contains("account=blocked") && probes() > 0);
        int before = probes();
        await().until(() -> probes() >= before + 2);
    }

    private int probes() {
        Ledger.Calls calls = ledger().calls().get("balance");
        return calls == null ? 0 : calls.total();
    }

    @Test
    void aTaskThatFailsForLackOfCreditIsReplacedByANewOneEachTime() throws Exception {
        Outcome outcome = endOf(start(FAILS_FOR_CREDIT));

        assertStored(FAILS_FOR_CREDIT, outcome);
        assertThat(tasks(FAILS_FOR_CREDIT)).hasSize(4);
        assertThat(ledger().billedSecondsTotal()).isEqualTo(2);
        assertThat(log.text()).contains("account blocked: INSUFFICIENT_CREDITS");
    }

    @Test
    void lackOfCreditUsesUpNoneOfTheNewTasksForTransientFailures() throws Exception {
        String triggers = FAILS_FOR_CREDIT + " sandbox:fail=GENERATION_FAILEDx2";

        Outcome outcome = endOf(start(triggers));

        assertStored(triggers, outcome);
        assertThat(tasks(triggers)).hasSize(6);
    }
}
