package dev.viduroutes.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.route.GatewayTest;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What lies among the dead letters, and no replay may believe, stumble over, or wait for. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileDeadLettersTest extends GatewayTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.delivery.attempts", "2");
    }

    private ReplayReport replay(boolean dryRun, boolean force, String... ids) {
        ReplayOrder order = new ReplayOrder(Set.of(ids), "", ids.length == 0, dryRun, force);
        return template().requestBody("direct:vidu-replay", order, ReplayReport.class);
    }

    private void deadLetter(String name, String reason) throws Exception {
        Files.writeString(deadLetters().resolve(name), request("hostile"));
        Files.writeString(reasonOf(name), reason);
    }

    private Path reasonOf(String name) {
        return deadLetters().resolve(name + ".reason.json");
    }

    private void edit(String name, Consumer<ObjectNode> change) throws Exception {
        ObjectMapper json = new ObjectMapper();
        ObjectNode reason = (ObjectNode) json(reasonOf(name));
        change.accept(reason);
        json.writeValue(reasonOf(name).toFile(), reason);
    }

    private String good(String name) throws Exception {
        drop(name, request("good " + name + " sandbox:submit=400x1"));
        JsonNode reason = awaitDeadLetter(name);
        return reason.path("request_id").asText();
    }

    @Test
    void whatIsNoReasonIsToldAndStopsNothing() throws Exception {
        String id = good("z.json");
        deadLetter("a-null.json", "null");
        deadLetter("a-empty.json", "{}");
        deadLetter("a-nothing.json", "");
        deadLetter("a-list.json", "[]");
        deadLetter("a-deep.json", "[".repeat(100_000));
        deadLetter(
                "a-source.json",
                "{\"request_id\": \"x\", \"source\": {}, \"timings\": {\"settled_at\": \"2026-01-01T00:00:00Z\"}}");
        deadLetter(
                "a-time.json",
                "{\"request_id\": \"x\", \"source\": {\"kind\": \"file\", \"name\": \"x\", \"stamp\": \"1\"}}");
        deadLetter("b-huge.json", "{}");
        try (RandomAccessFile huge =
                new RandomAccessFile(reasonOf("b-huge.json").toFile(), "rw")) {
            huge.setLength(1L << 30);
        }
        deadLetter("b-link.json", "{}");
        Files.delete(reasonOf("b-link.json"));
        Files.createSymbolicLink(reasonOf("b-link.json"), Path.of("/dev/zero"));
        deadLetter("b-pipe.json", "{}");
        Files.delete(reasonOf("b-pipe.json"));
        Process pipe = new ProcessBuilder("mkfifo", reasonOf("b-pipe.json").toString()).start();
        assertThat(pipe.waitFor(60, TimeUnit.SECONDS)).isTrue();
        deadLetter("b-folder.json", "{}");
        Files.delete(reasonOf("b-folder.json"));
        Files.createDirectory(reasonOf("b-folder.json"));

        ReplayReport report = replay(false, false);

        assertThat(report.lines())
                .hasSize(12)
                .filteredOn(line -> line.startsWith("skip"))
                .hasSize(11);
        assertThat(report.lines()).anyMatch(line -> line.startsWith("submit") && line.contains(id));
        assertThat(report.complete()).isFalse();
        awaitDone("z.json");
        assertThat(ledger().submitsFor("hostile")).isZero();
        assertThat(deadLetters().resolve("b-huge.json")).exists();
    }

    @Test
    void aLetterThatIsALinkIsNotFollowed() throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), request("secret"));
        String id = good("link.json");
        Files.delete(deadLetters().resolve("link.json"));
        Files.createSymbolicLink(deadLetters().resolve("link.json"), secret);

        assertThat(replay(false, false, id).complete()).isFalse();

        assertThat(names(inbox())).isEmpty();
    }

    @Test
    void aLetterThatIsLargerThanARequestMayBeIsToldHowLargeThatIs() throws Exception {
        String id = good("large.json");
        Files.writeString(deadLetters().resolve("large.json"), " ".repeat(256 * 1024 + 1));

        assertThat(replay(true, false, id).lines())
                .anyMatch(line -> line.contains("at most 262144 bytes (vidu.request.max-bytes)"));
    }

    @Test
    void noNameLeadsOutOfTheIntakeFolderOrEndsTheReplay() throws Exception {
        String[] evil = {
            "../evil.json",
            "/tmp/evil.json",
            "..",
            ".",
            "",
            "a/b.json",
            "nul\0.json",
            "x".repeat(300) + ".json",
            "ü".repeat(190) + ".json"
        };
        for (int i = 0; i < evil.length; i++) {
            String name = evil[i];
            good("a-" + i + ".json");
            edit("a-" + i + ".json", reason -> {
                reason.put("request_id", "evil\n\u001b[2Jput back 7");
                ((ObjectNode) reason.path("source")).put("name", name);
            });
        }
        String id = good("z.json");

        ReplayReport report = replay(false, true);

        assertThat(report.lines())
                .hasSize(evil.length + 1)
                .allMatch(line -> line.chars().noneMatch(Character::isISOControl));
        assertThat(report.lines())
                .filteredOn(line -> line.startsWith("submit"))
                .singleElement()
                .asString()
                .contains(id);
        awaitDone("z.json");
        assertThat(home.resolve("evil.json")).doesNotExist();
        assertThat(Path.of("/tmp/evil.json")).doesNotExist();
        assertThat(names(inbox())).isEmpty();
    }

    @Test
    void whatAReasonSaysOfMoneyIsNotBelievedWhileTheJournalKnowsBetter() throws Exception {
        drop("lost.json", request("lost sandbox:lost"));
        String id = awaitDeadLetter("lost.json").path("request_id").asText();
        edit(
                "lost.json",
                reason -> ((ObjectNode) reason.path("failure"))
                        .put("billing", "none")
                        .put("code", "REQUEST_REFUSED"));

        assertThat(replay(false, false, id).lines().get(0)).startsWith("skip").contains("--force");

        assertThat(ledger().submitsFor("lost")).isEqualTo(1);
    }

    @Test
    void aLetterThatTheJournalDoesNotKnowIsSubmittedOnlyIfItsReasonSaysThatItIsUnpaid() throws Exception {
        drop("lost.json", request("lost-1", "lost sandbox:lostx1"));
        awaitDeadLetter("lost.json");
        journal().execute("DELETE FROM vidu_task");

        assertThat(replay(false, false, "lost-1").lines().get(0))
                .startsWith("skip")
                .contains("the journal does not know it");

        assertThat(replay(true, true, "lost-1").lines().get(0))
                .startsWith("submit    2 s")
                .contains("perhaps a second bill");
    }

    @Test
    void aReplayAtATime() throws Exception {
        String id = good("one.json");
        ReplayLock other = ReplayLock.take(home);
        assertThat(replay(true, false, id).complete()).isTrue();

        assertThatThrownBy(() -> replay(false, false, id))
                .hasRootCauseMessage("another replay is under way (" + home.resolve("replay.lock")
                        + " is locked); wait until it is done");

        assertThat(deadLetters().resolve("one.json")).exists();
        other.close();
        assertThat(replay(false, false, id).complete()).isTrue();
    }
}
