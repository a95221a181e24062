package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.sandbox.SandboxBuilder;
import dev.viduroutes.withdrawal.WithdrawalOrder;
import dev.viduroutes.withdrawal.WithdrawalReport;
import dev.viduroutes.withdrawal.WithdrawalResult;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests that a person does not want any more, wherever they wait. */
class WithdrawalRouteTest extends GatewayTest {

    private static final int SLOTS = 2;
    private static final String NEVER = "held sandbox:never";

    private final Properties differently = new Properties();

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().limits(100_000, Duration.ofSeconds(60), SLOTS);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.limits.concurrent-tasks", String.valueOf(SLOTS));
        settings.putAll(differently);
    }

    private WithdrawalResult withdraw(String id) {
        return withdraw(new WithdrawalOrder(List.of(id), false)).get(id);
    }

    private Map<String, WithdrawalResult> withdraw(WithdrawalOrder order) {
        Map<String, WithdrawalResult> results = new HashMap<>();
        template()
                .requestBody("direct:vidu-cancel", order, WithdrawalReport.class)
                .entries()
                .forEach(entry -> results.put(entry.requestId(), entry.result()));
        return results;
    }

    private void awaitState(String id, String state) {
        await().untilAsserted(
                        () -> assertThat(journal().query("SELECT state FROM vidu_task WHERE request_id = '" + id + "'"))
                                .containsExactly(state));
    }

    private void assertCancelled(String name) throws Exception {
        JsonNode reason = awaitDeadLetter(name);
        assertThat(reason.at("/failure/code").asText()).isEqualTo("CANCELLED");
        assertThat(reason.at("/failure/class").asText()).isEqualTo("withdrawn");
        assertThat(reason.at("/failure/billing").asText()).isEqualTo("none");
        assertThat(reason.path("billed_seconds").asInt(-1)).isZero();
        assertThat(reason.path("replay").asText()).startsWith("To have the video made after all");
        assertThat(Files.exists(deadLetters().resolve(name))).isTrue();
    }

    /** The first takes a slot, the rest wait for the others. */
    private void fillSlots() throws Exception {
        for (int i = 0; i < SLOTS; i++) {
            generateLater("held-" + i, NEVER);
            awaitState("held-" + i, "RUNNING");
        }
    }

    private void generateLater(String id, String prompt) {
        template().asyncRequestBody("direct:vidu-generate", request(id, prompt));
    }

    @Test
    void whatPausesAfterARefusedKeyEndsAtOnce() throws Exception {
        sandbox.rejectKey(true);
        drop("a.json", request("a", "never paid"));
        awaitState("a", "RECEIVED");

        assertThat(withdraw("a")).isEqualTo(WithdrawalResult.WITHDRAWN);

        assertCancelled("a.json");
        sandbox.rejectKey(false);
        assertThat(ledger().tasksFor("never paid")).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void whatWaitsForASlotEndsAtOnceAndTakesNoneLater() throws Exception {
        fillSlots();
        generateLater("b", "waits for a slot");
        await().until(() -> slots().waiting() == 1);

        assertThat(withdraw("b")).isEqualTo(WithdrawalResult.WITHDRAWN);

        awaitState("b", "FAILED");
        assertThat(slots().waiting()).isZero();
        sandbox.finish("held");
        await().until(() -> slots().inUse() == 0);
        assertThat(ledger().tasksFor("waits for a slot")).isEmpty();
    }

    @Test
    void whatRunsIsStoredOrLeftUnfetchedAsAsked() throws Exception {
        drop("kept.json", request("kept", "kept sandbox:never"));
        drop("left.json", request("left", "left sandbox:never"));
        awaitState("kept", "RUNNING");
        awaitState("left", "RUNNING");

        assertThat(withdraw("kept")).isEqualTo(WithdrawalResult.RUNS);
        assertThat(withdraw(new WithdrawalOrder(List.of("left"), true)))
                .containsEntry("left", WithdrawalResult.RUNS_DISCARDED);
        assertThat(slots().inUse()).as("as long as the tasks run").isEqualTo(2);
        sandbox.finish("kept");
        sandbox.finish("left");

        assertThat(awaitDone("kept.json").path("state").asText()).isEqualTo("STORED");
        JsonNode reason = awaitDeadLetter("left.json");
        assertThat(reason.at("/failure/code").asText()).isEqualTo("DISCARDED");
        assertThat(reason.at("/failure/billing").asText()).isEqualTo("billed");
        assertThat(reason.path("billed_seconds").asInt()).isEqualTo(2);
        assertThat(ledger().tasksFor("left").get(0).results().get(0).downloads())
                .isZero();
        assertNothingIsLeft();
    }

    @Test
    void whatComesLaterIsWithdrawnAndMadeAfterAllOncePutBack() throws Exception {
        assertThat(withdraw("late")).isEqualTo(WithdrawalResult.AWAITED);
        drop("late.json", request("late", "made after all"));
        assertCancelled("late.json");
        assertThat(ledger().submitsFor("made after all")).isZero();

        Files.delete(deadLetters().resolve("late.json.reason.json"));
        Files.move(deadLetters().resolve("late.json"), inbox().resolve("late.json"));

        assertThat(awaitDone("late.json").path("state").asText()).isEqualTo("STORED");
    }

    @Test
    void anEmptyFileInTheIntakeFolderWithdraws() throws Exception {
        sandbox.rejectKey(true);
        drop("f.json", request("f", "never paid by file"));
        awaitState("f", "RECEIVED");

        try (LogTrap log = LogTrap.of("vidu.withdrawal", Level.INFO)) {
            drop("f.cancel", "");

            assertCancelled("f.json");
            awaitEmptyInbox();
            awaitLine(
                    log, "INFO vidu.withdrawal requestId=f by a file *.cancel: " + WithdrawalResult.WITHDRAWN.words());
        }
        assertThat(names(deadLetters())).containsExactly("f.json", "f.json.reason.json");
    }

    private static void awaitLine(LogTrap log, String line) {
        await().untilAsserted(() -> assertThat(log.lines()).containsExactly(line));
    }

    @Test
    void aFileThatComesBeforeItsRequestIsToldAndHolds() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.withdrawal", Level.INFO)) {
            drop("Early.CANCEL", "");

            awaitLine(
                    log,
                    "WARN vidu.withdrawal requestId=Early by a file *.cancel: " + WithdrawalResult.AWAITED.words());
        }
        awaitEmptyInbox();
        drop("early.json", request("Early", "never paid since it came late"));

        assertCancelled("early.json");
        assertThat(ledger().submitsFor("never paid since it came late")).isZero();
    }

    @Test
    void aFileThatOnlyLooksLikeAWithdrawalIsExplained() throws Exception {
        Files.createDirectories(inbox());
        drop("full.cancel", "no");
        drop("no id.cancel", "");
        Files.createSymbolicLink(inbox().resolve("link.cancel"), home.resolve("journal.db"));
        Files.createDirectories(inbox().resolve("folder.cancel"));

        awaitEmptyInbox();

        for (String name : List.of("full.cancel", "no%20id.cancel", "link.cancel", "folder.cancel")) {
            JsonNode reason = json(deadLetters().resolve(name + ".reason.json"));
            assertThat(reason.at("/failure/message").asText()).contains("an empty file called <request_id>.cancel");
        }
        assertThat(journal().query("SELECT request_id FROM vidu_withdrawal")).isEmpty();
        assertThat(home.resolve("journal.db")).isRegularFile();
    }

    @Test
    void itIsToldWhatNothingChanges() throws Exception {
        generate(request("stored", "stored"));

        assertThat(withdraw("stored")).isEqualTo(WithdrawalResult.SETTLED);
        assertThat(withdraw("../../etc/passwd")).isEqualTo(WithdrawalResult.IMPOSSIBLE);
        assertThat(withdraw("${body}")).isEqualTo(WithdrawalResult.IMPOSSIBLE);
        assertThat(withdraw("a' OR '1'='1")).isEqualTo(WithdrawalResult.IMPOSSIBLE);
        assertThat(template()
                        .requestBody("direct:vidu-cancel", "stored", WithdrawalReport.class)
                        .lines())
                .containsExactly("stored: settled already; nothing changes");
    }

    /** Many at random moments: each is billed and told so, or cancelled and not billed. */
    @Test
    void nothingIsBilledThatWasConfirmedToBeWithdrawn() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add("race-" + i);
            generateLater("race-" + i, "race number " + i + ";");
        }
        Map<String, WithdrawalResult> told = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            String id = ids.remove(random.nextInt(ids.size()));
            told.put(id, withdraw(id));
        }
        await().untilAsserted(() -> assertThat(
                        journal().query("SELECT state FROM vidu_task WHERE state NOT IN ('STORED', 'FAILED')"))
                .isEmpty());
        await().untilAsserted(() ->
                assertThat(journal().query("SELECT state FROM vidu_task")).hasSize(40));
        for (Map.Entry<String, WithdrawalResult> one : told.entrySet()) {
            boolean withdrawn =
                    one.getValue() == WithdrawalResult.WITHDRAWN || one.getValue() == WithdrawalResult.AWAITED;
            String prompt = "race number " + one.getKey().replace("race-", "") + ";";
            assertThat(ledger().tasksFor(prompt))
                    .as("%s was told %s, seed %d", one.getKey(), one.getValue(), seed)
                    .hasSize(withdrawn ? 0 : 1);
        }
        await().until(() -> slots().inUse() == 0);
        assertNothingIsLeft();
    }
}
