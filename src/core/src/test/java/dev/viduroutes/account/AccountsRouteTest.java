package dev.viduroutes.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Two accounts with keys and limits of their own, at one sandbox which knows whose key came. */
class AccountsRouteTest extends GatewayTest {

    private static final String STUDIO_KEY = "key-of-the-studio";
    private static final String AGENCY_KEY = "key-of-the-agency";

    private boolean handover;
    private String choice = "named";
    private boolean ruled = true;
    private String names = "studio,agency";

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder()
                .account("studio", STUDIO_KEY, 100_000, Duration.ofSeconds(60), 2)
                .account("agency", AGENCY_KEY, 100_000, Duration.ofSeconds(60), 3);
    }

    @Override
    protected void configure(Properties settings) {
        settings.remove("vidu.api.key");
        settings.setProperty("vidu.accounts", names);
        settings.setProperty("vidu.intake.file.in-flight", "50");
        settings.setProperty("vidu.account.choice", choice);
        settings.setProperty("vidu.account.handover", Boolean.toString(handover));
        if (names.contains("studio")) {
            settings.setProperty("vidu.account.studio.key", STUDIO_KEY);
            settings.setProperty("vidu.account.studio.concurrent-tasks", "2");
        }
        settings.setProperty("vidu.account.agency.key", AGENCY_KEY);
        settings.setProperty("vidu.account.agency.concurrent-tasks", "3");
        settings.setProperty("vidu.route.trailers", ruled ? "agency" : "none");
        settings.setProperty("vidu.submit.uncertain", "resubmit");
    }

    private void restartWith(boolean mayHandOver, String chosenBy) throws Exception {
        stopContext();
        handover = mayHandOver;
        choice = chosenBy;
        startAgain();
    }

    private static String requestOf(String id, String more) {
        return """
                {"request_id": "%s", %s "input": {"mode": "text-to-video", "prompt": "%s", "duration": 2}}""".formatted(id, more, id);
    }

    private static String ofProject(String id, String project) {
        return requestOf(id, "\"metadata\": {\"project\": \"" + project + "\"},");
    }

    private static String named(String id, String account) {
        return requestOf(id, "\"account\": \"" + account + "\",");
    }

    private List<String> accountsOf(String prompt) {
        return ledger().tasks().stream()
                .filter(task -> task.prompt().equals(prompt))
                .map(Ledger.Task::account)
                .toList();
    }

    private String recorded(String id) throws Exception {
        return journal().query("SELECT state || ' ' || account FROM vidu_task WHERE request_id = '" + id + "'").stream()
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }

    @Test
    void theDocumentThenARuleThenTheFirstOfTheListDecides() throws Exception {
        drop("named.json", named("named", "agency"));
        drop("ruled.json", ofProject("ruled", "trailers"));
        drop("both.json", requestOf("both", "\"account\": \"studio\", \"metadata\": {\"project\": \"trailers\"},"));
        drop("other.json", ofProject("other", "none"));

        JsonNode outcome = awaitDone("named.json");
        for (String file : List.of("ruled.json", "both.json", "other.json")) {
            awaitDone(file);
        }
        assertThat(outcome.path("account").asText()).isEqualTo("agency");
        assertThat(accountsOf("named")).containsExactly("agency");
        assertThat(accountsOf("ruled")).containsExactly("agency");
        assertThat(accountsOf("both")).containsExactly("studio");
        assertThat(accountsOf("other")).containsExactly("studio");
        assertThat(journal().query("SELECT DISTINCT account FROM vidu_charge ORDER BY account"))
                .hasToString("[agency, studio]");
        assertThat(ledger().unauthorized()).isZero();
        await().until(() -> accounts().named("agency").slots().inUse() == 0);
        assertThat(accounts().named("studio").slots().inUse()).isZero();
    }

    @Test
    void anUnknownAccountIsRefusedWithTheNamesOfThoseThatThereAre() throws Exception {
        drop("x.json", named("x", "agenzy"));
        drop("y.json", named("y", "../agency"));

        assertThat(awaitDeadLetter("x.json").at("/failure/message").asText())
                .contains("account is \"agenzy\"; it must be left out or one of studio, agency");
        assertThat(awaitDeadLetter("y.json").at("/failure/problems/0/field").asText())
                .isEqualTo("account");
        assertThat(ledger().tasks()).isEmpty();
    }

    @Test
    void whatIsRefusedAtOneAccountHoldsUpItsOwnRequestsAlone() throws Exception {
        sandbox.account("studio").rejectKey(true);
        for (int i = 0; i < 3; i++) {
            drop("s" + i + ".json", requestOf("s" + i, ""));
            drop("a" + i + ".json", ofProject("a" + i, "trailers"));
        }
        for (int i = 0; i < 3; i++) {
            awaitDone("a" + i + ".json");
        }
        await().until(() -> accounts().named("studio").gate().isShut());
        assertThat(accounts().named("agency").gate().isShut()).isFalse();
        assertThat(accounts().named("studio").slots().inUse()).isZero();
        assertThat(accountsOf("s0")).isEmpty();

        sandbox.account("studio").rejectKey(false);

        for (int i = 0; i < 3; i++) {
            awaitDone("s" + i + ".json");
            assertThat(accountsOf("s" + i)).containsExactly("studio");
        }
    }

    @Test
    void eachAccountHasItsOwnSlotsAndNeverMore() throws Exception {
        for (int i = 0; i < 12; i++) {
            drop("s" + i + ".json", requestOf("s" + i, ""));
            drop("a" + i + ".json", ofProject("a" + i, "trailers"));
        }
        for (int i = 0; i < 12; i++) {
            awaitDone("s" + i + ".json");
            awaitDone("a" + i + ".json");
        }
        assertThat(ledger().account("studio").largestConcurrentTasks()).isEqualTo(2);
        assertThat(ledger().account("agency").largestConcurrentTasks()).isEqualTo(3);
        assertThat(ledger().account("studio").refusals429()).isZero();
        assertThat(ledger().account("agency").refusals429()).isZero();
        assertThat(journal()
                        .query("SELECT account, COUNT(*) FROM vidu_slot WHERE account <> 'default' GROUP BY account"))
                .hasSize(2);
    }

    @Test
    void whatIsNotSubmittedIsHandedOverAndWhatNamesItsAccountIsNot() throws Exception {
        restartWith(true, "named");
        sandbox.account("studio").setBalance(0);
        drop("bound.json", named("bound", "studio"));
        for (int i = 0; i < 4; i++) {
            drop("s" + i + ".json", requestOf("s" + i, ""));
        }
        for (int i = 0; i < 4; i++) {
            awaitDone("s" + i + ".json");
            assertThat(accountsOf("s" + i)).containsExactly("agency");
        }
        assertThat(accountsOf("bound")).isEmpty();
        assertThat(accounts().named("studio").slots().inUse()).isZero();

        sandbox.account("studio").setBalance(100);

        awaitDone("bound.json");
        assertThat(accountsOf("bound")).containsExactly("studio");
    }

    /** More than one account can take at once, and nothing tells where it goes. */
    @Test
    void withFirstFreeBothAreAtWork() throws Exception {
        restartWith(false, "first-free");
        for (int i = 0; i < 15; i++) {
            drop("s" + i + ".json", requestOf("s" + i, ""));
        }
        for (int i = 0; i < 15; i++) {
            awaitDone("s" + i + ".json");
        }
        assertThat(ledger().account("studio").largestConcurrentTasks()).isEqualTo(2);
        assertThat(ledger().account("agency").largestConcurrentTasks()).isEqualTo(3);
        assertThat(ledger().account("studio").refusals429()).isZero();
        assertThat(ledger().account("agency").refusals429()).isZero();
    }

    /** Whatever the rules say by then. */
    @Test
    void aTaskThatRunsIsAskedAboutWithItsOwnKeyAfterARestart() throws Exception {
        drop(
                "long.json",
                requestOf("sandbox:slow=300s long", "\"account\": \"agency\",")
                        .replace("\"request_id\": \"sandbox:slow=300s long\"", "\"request_id\": \"long\""));
        await().until(() -> recorded("long").equals("RUNNING agency"));

        restartWith(true, "first-free");

        awaitDone("long.json");
        assertThat(ledger().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.account()).isEqualTo("agency"));
        assertThat(ledger().account("studio").unauthorized()).isZero();
    }

    @Test
    void aTaskOfAnAccountThatIsGoneWaitsAndIsNotPaidAgain() throws Exception {
        drop(
                "long.json",
                requestOf("sandbox:slow=150s long", "")
                        .replace("\"request_id\": \"sandbox:slow=150s long\"", "\"request_id\": \"long\""));
        await().until(() -> recorded("long").equals("RUNNING studio"));
        stopContext();
        names = "agency";
        startAgain();

        drop("other.json", requestOf("other", ""));
        awaitDone("other.json");
        assertThat(recorded("long")).isEqualTo("RUNNING studio");
        assertThat(ledger().tasks()).hasSize(2);

        stopContext();
        names = "studio,agency";
        startAgain();

        awaitDone("long.json");
        assertThat(ledger().tasks()).hasSize(2);
        assertThat(accountsOf("other")).containsExactly("agency");
    }

    /** A kill between the record of the intent and that of the answer; by then no rule leads there any more. */
    @Test
    void whatWasOnItsWayToAnAccountWhenTheProcessDiedStaysWithIt() throws Exception {
        drop(
                "r.json",
                requestOf("sandbox:slow=600s r", "\"metadata\": {\"project\": \"trailers\"},")
                        .replace("\"request_id\": \"sandbox:slow=600s r\"", "\"request_id\": \"r\""));
        await().until(() -> recorded("r").equals("RUNNING agency"));
        stopContext();
        journal().execute("UPDATE vidu_task SET state = 'SUBMITTING', task_id = ''");
        ruled = false;
        startAgain();

        awaitDone("r.json");

        assertThat(ledger().tasks()).extracting(Ledger.Task::account).containsExactly("agency", "agency");
        assertThat(journal().query("SELECT DISTINCT account FROM vidu_charge")).containsExactly("agency");
    }
}
