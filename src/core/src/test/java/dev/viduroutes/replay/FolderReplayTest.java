package dev.viduroutes.replay;

import static dev.viduroutes.replay.CollectingVisitor.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.money.Money;
import dev.viduroutes.request.Source;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Dead letters of files, on their way back into the intake folder while the gateway runs. */
class FolderReplayTest extends GatewayTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.delivery.attempts", "2");
        settings.setProperty("vidu.retry.failed-tasks", "0");
        settings.setProperty("vidu.price.*.*", "0.10");
        settings.setProperty("vidu.price.*.1080p", "0.30");
    }

    private ReplayReport replay(boolean dryRun, boolean force, String... ids) {
        ReplayOrder order = new ReplayOrder(Set.of(ids), "", ids.length == 0, dryRun, force);
        return template().requestBody("direct:vidu-replay", order, ReplayReport.class);
    }

    private void putBackByHand(String name) throws IOException {
        Files.move(deadLetters().resolve(name), inbox().resolve(name));
    }

    private String deadLetterOf(String name, String prompt, String code) throws IOException {
        drop(name, request(prompt));
        JsonNode reason = awaitDeadLetter(name);
        assertThat(reason.at("/failure/code").asText()).isEqualTo(code);
        return reason.path("request_id").asText();
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Path folder : new Path[] {inbox(), done(), deadLetters()}) {
            for (String name : names(folder)) {
                Path file = folder.resolve(name);
                all.put(file.toString(), Files.getLastModifiedTime(file) + Files.readString(file));
            }
        }
        return all;
    }

    @Test
    void aPaidVideoIsFetchedOnceItCanBeAndNothingIsSubmitted() throws Exception {
        String id = deadLetterOf("paid.json", "paid sandbox:not-videox2", "DOWNLOAD_FAILED");
        assertThat(json(deadLetters().resolve("paid.json.reason.json"))
                        .path("replay")
                        .asText())
                .contains("replay --id " + id, "nothing is submitted");

        putBackByHand("paid.json");

        JsonNode report = awaitDone("paid.json");
        assertThat(report.path("request_id").asText()).isEqualTo(id);
        assertThat(ledger().submitsFor("paid sandbox")).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void aCopyThatWasPutBackAndItsDeadLetterAreOneRequest() throws Exception {
        String id = deadLetterOf("twice.json", "twice sandbox:not-videox2", "DOWNLOAD_FAILED");
        Files.copy(deadLetters().resolve("twice.json"), inbox().resolve("twice.json"));
        awaitDone("twice.json");
        Files.delete(done().resolve("twice.json.outcome.json"));

        putBackByHand("twice.json");

        assertThat(awaitDone("twice.json").path("request_id").asText()).isEqualTo(id);
        assertThat(ledger().submitsFor("twice")).isEqualTo(1);
    }

    @Test
    void aDryRunTellsWhatEachWouldDoAndCostAndChangesNothing() throws Exception {
        deadLetterOf("unpaid.json", "unpaid sandbox:submit=400x1", "REQUEST_REFUSED");
        deadLetterOf("paid.json", "paid sandbox:not-videox2", "DOWNLOAD_FAILED");
        deadLetterOf("lost.json", "lost sandbox:lost", "SUBMIT_UNCERTAIN");
        Map<String, String> files = files();
        var rows =
                journal().query("SELECT state || epoch || forced || updated_at || outcome FROM vidu_task ORDER BY 1");

        ReplayReport tame = replay(true, false);
        ReplayReport forced = replay(true, true);

        assertThat(tame.lines())
                .anyMatch(line -> line.startsWith("submit    2 s  REQUEST_REFUSED"))
                .anyMatch(line -> line.startsWith("fetch     0 s  DOWNLOAD_FAILED"))
                .anyMatch(line -> line.startsWith("skip      0 s  SUBMIT_UNCERTAIN") && line.contains("--force"));
        assertThat(tame.total()).isEqualTo("would put back 2, skip 1; at most 2 s billed, 0.60 USD");
        assertThat(tame.complete()).isFalse();
        assertThat(forced.lines()).anyMatch(line -> line.startsWith("force     2 s") && line.contains("second bill"));
        assertThat(forced.total()).isEqualTo("would put back 3, skip 0; at most 4 s billed, 1.20 USD");
        assertThat(tame.submits()).isEqualTo(1);
        assertThat(tame.fetches()).isEqualTo(1);
        assertThat(forced.submits()).isEqualTo(2);
        assertThat(forced.atMostSeconds()).isEqualTo(4);
        assertThat(forced.atMostCost()).contains(new Money(new BigDecimal("1.20"), "USD"));
        assertThat(files()).isEqualTo(files);
        assertThat(journal()
                        .query("SELECT state || epoch || forced || updated_at || outcome FROM vidu_task ORDER BY 1"))
                .isEqualTo(rows);
    }

    /** The vendor: repeated attempts to resubmit a flagged input may lead to suspension. */
    @Test
    void contentThatWasRefusedGoesBackUnchangedOnlyByForce() throws Exception {
        deadLetterOf("at-once.json", "at once sandbox:submit=403-contentx1", "CONTENT_REFUSED");
        deadLetterOf("later.json", "later sandbox:fail=NSFWx1", "NSFW");
        putBackByHand("at-once.json");
        awaitDeadLetter("at-once.json");

        assertThat(replay(true, false).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("skip      0 s") && line.contains("the vendor suspends accounts"));
        assertThat(replay(true, true).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("force     2 s") && line.contains("refused its content"));
        assertThat(replay(false, false).complete()).isFalse();
        assertThat(ledger().submitsFor("at once")).isEqualTo(1);
        assertThat(ledger().submitsFor("later")).isEqualTo(1);

        assertThat(replay(false, true).complete()).isTrue();

        awaitDone("at-once.json");
        awaitDone("later.json");
    }

    @Test
    void contentThatWasRefusedGoesBackWithoutForceOnceItIsChanged() throws Exception {
        drop("named.json", request("named", "sandbox:fail=NSFW"));
        awaitDeadLetter("named.json");
        deadLetterOf("nameless.json", "nameless sandbox:fail=NSFW", "NSFW");
        Files.writeString(deadLetters().resolve("named.json"), request("named", "a decent clip"));
        Files.writeString(deadLetters().resolve("nameless.json"), request("a decent nameless clip"));

        ReplayReport report = replay(false, false);

        assertThat(report.lines()).hasSize(2).allMatch(line -> line.contains("was changed since"));
        assertThat(report.complete()).isTrue();
        assertThat(awaitDone("named.json").at("/earlier_tasks/0/code").asText()).isEqualTo("NSFW");
        awaitDone("nameless.json");
    }

    @Test
    void aCodeThatNoDeadLetterHasIsToldWithThoseThatThereAre() throws Exception {
        assertThat(replayOf("NONSENSE").lines())
                .containsExactly(
                        "skip      0 s  NONSENSE           -: no dead letter of this code; there is no other either");
        deadLetterOf("unpaid.json", "unpaid sandbox:submit=400x1", "REQUEST_REFUSED");
        deadLetterOf("paid.json", "paid sandbox:not-videox2", "DOWNLOAD_FAILED");

        ReplayReport report = replayOf("download_failed");

        assertThat(report.lines())
                .containsExactly("skip      0 s  download_failed    -: no dead letter of this code;"
                        + " there are DOWNLOAD_FAILED, REQUEST_REFUSED");
        assertThat(report.complete()).isFalse();
        assertThat(replayOf("DOWNLOAD_FAILED").complete()).isTrue();
    }

    private ReplayReport replayOf(String code) {
        ReplayOrder order = new ReplayOrder(Set.of(), code, false, true, false);
        return template().requestBody("direct:vidu-replay", order, ReplayReport.class);
    }

    @Test
    void theCommandPutsBackWhatItMayAndTheGatewayGoesOn() throws Exception {
        deadLetterOf("unpaid.json", "unpaid sandbox:submit=400x1", "REQUEST_REFUSED");
        deadLetterOf("paid.json", "paid sandbox:not-videox2", "DOWNLOAD_FAILED");

        ReplayReport report = replay(false, false);

        assertThat(report.complete()).isTrue();
        awaitDone("unpaid.json");
        awaitDone("paid.json");
        assertThat(names(deadLetters())).isEmpty();
        assertThat(ledger().submitsFor("paid sandbox:not")).isEqualTo(1);
        assertThat(ledger().tasksFor("unpaid")).hasSize(1);
    }

    @Test
    void whatIsUncertainNeedsForceWhichNothingInTheRequestCanBe() throws Exception {
        String id = "lost-1";
        drop("lost.json", request(id, "lost sandbox:lostx1"));
        awaitDeadLetter("lost.json");
        putBackByHand("lost.json");
        awaitDeadLetter("lost.json");
        assertThat(replay(false, false, id).complete()).isFalse();
        drop("sneaky.json", request(id, "lost sandbox:lostx1").replaceFirst("\\{", "{\"forced\": 1, "));
        assertThat(awaitDeadLetter("sneaky.json").at("/failure/code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(ledger().submitsFor("lost sandbox")).isEqualTo(1);

        replay(false, true, id);

        assertThat(awaitDone("lost.json").path("request_id").asText()).isEqualTo(id);
        assertThat(ledger().submitsFor("lost sandbox")).isEqualTo(2);
    }

    @Test
    void aFailedTaskThatIsOnlyAskedAboutIsNotReplaced() throws Exception {
        String id = deadLetterOf("gone.json", "gone sandbox:expired=always", "RESULT_EXPIRED");
        for (int times = 0; times < 2; times++) {
            assertThat(replay(false, false, id).complete()).isTrue();
            awaitDeadLetter("gone.json");
        }
        assertThat(ledger().submitsFor("gone")).isEqualTo(1);
        assertThat(replay(true, false, "no-such-id").lines().get(0)).contains("no dead letter of this id");
    }

    @Test
    void anInterruptionAtAnyPointLosesAndDoublesNothing() throws Exception {
        Settings settings = context().getRegistry().lookupByNameAndType("viduSettings", Settings.class);
        DeadLetterFolder store = new DeadLetterFolder(deadLetters(), 1_000_000);
        InboxReplayTarget inbox =
                new InboxReplayTarget(settings.intake(), settings.places().deadLetters());
        String id = deadLetterOf("half.json", "half sandbox:not-videox2", "DOWNLOAD_FAILED");

        assertThatThrownBy(() -> store.putBack(all(store).get(0), new Interrupted(inbox, false)))
                .hasMessage("killed");
        assertThat(all(store)).as("set aside, and found").hasSize(1);
        assertThatThrownBy(() -> store.putBack(all(store).get(0), new Interrupted(inbox, true)))
                .hasMessage("killed");
        awaitDone("half.json");
        assertThat(all(store)).as("put back, and not removed yet").hasSize(1);

        ReplayReport report = replay(false, true, id);

        assertThat(report.lines().get(0)).startsWith("report    0 s");
        await().until(() -> all(store).isEmpty());
        awaitEmptyInbox();
        assertThat(ledger().submitsFor("half")).isEqualTo(1);
        assertThat(names(deadLetters())).isEmpty();
    }

    /** A process that ends right before, or right after, the request is back at its source. */
    private record Interrupted(ReplayTarget target, boolean after) implements ReplayTarget {

        @Override
        public boolean accepts(Source source) {
            return target.accepts(source);
        }

        @Override
        public Optional<String> obstacle(DeadLetter deadLetter) {
            return target.obstacle(deadLetter);
        }

        @Override
        public void putBack(DeadLetter deadLetter) throws Exception {
            if (after) {
                target.putBack(deadLetter);
            }
            throw new IOException("killed");
        }
    }
}
