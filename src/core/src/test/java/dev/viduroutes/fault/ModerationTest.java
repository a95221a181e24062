package dev.viduroutes.fault;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.moderation.ModerationBreaker;
import dev.viduroutes.moderation.ModerationBreakers;
import dev.viduroutes.moderation.ReleaseReport;
import dev.viduroutes.request.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The vendor suspends accounts that go on submitting what it flags; so a person is asked first. */
class ModerationTest extends FaultTest {

    private static final String AT_ONCE = "sandbox:submit=400-CreationPolicyViolation";
    private static final String LATER = "sandbox:fail=NSFW";

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.limits.concurrent-tasks", "2");
        settings.setProperty("vidu.moderation.limit", "3");
    }

    private ModerationBreaker breaker() {
        return context()
                .getRegistry()
                .lookupByNameAndType("viduModeration", ModerationBreakers.class)
                .all()
                .get("default");
    }

    private ReleaseReport release() {
        return template().requestBody("direct:vidu-release", "", ReleaseReport.class);
    }

    private long errors() {
        return log.lines().stream()
                .filter(line -> line.startsWith("ERROR") && line.contains("moderation=held"))
                .count();
    }

    private void refuseThree() throws Exception {
        for (String refused : List.of(AT_ONCE + " 1", LATER + " 2", AT_ONCE + " 3")) {
            assertThat(endOf(start(refused)).isDeadLetter()).isTrue();
        }
        assertThat(breaker().holds()).isTrue();
    }

    @Test
    void tooManyRefusalsHoldSubmitsBackOverARestartUntilAPersonReleasesThem() throws Exception {
        assertThat(release().lines()).containsExactly("nothing is held back; content refusals that count: 0 of 3");
        refuseThree();
        drop("waits.json", request("waits in its folder"));
        Map<String, Future<Outcome>> waiting = startAll("waits 1", "waits 2", "waits 3");
        await().until(() -> slots().waiting() == 4);

        assertThat(slots().inUse()).as("who waits holds no slot").isZero();
        assertThat(names(inbox())).containsExactly("waits.json");
        assertThat(errors()).isEqualTo(1);
        assertThat(log.text()).contains("refusals=3 last=").contains("runs the command release");
        stopContext();
        for (Future<Outcome> one : waiting.values()) {
            assertThatStopped(one);
        }
        startAgain();
        await().until(() -> slots().waiting() == 1 && errors() == 2);
        assertThat(submits("waits")).isZero();

        ReleaseReport report = release();

        assertThat(report.released()).isTrue();
        assertThat(report.lines()).hasSize(4);
        assertThat(report.lines().get(0)).contains("after 3 content refusals");
        assertThat(report.lines().get(1)).contains("CreationPolicyViolation");
        awaitDone("waits.json");
        assertThat(breaker().holds()).isFalse();
        assertThat(endOf(start(LATER + " 4")).isDeadLetter()).isTrue();
        assertThat(breaker().status().count()).as("counted from the release on").isEqualTo(1);
        assertStoredOnce("goes on", endOf(start("goes on")));
    }

    @Test
    void whatRunsGoesOnAndWhatWaitsForASlotIsHeldBack() throws Exception {
        Future<Outcome> running = start("runs sandbox:slow=60s");
        await().until(() -> tasks("runs sandbox:slow=60s").size() == 1);
        Map<String, Future<Outcome>> refused =
                startAll(AT_ONCE + " 1", AT_ONCE + " 2", AT_ONCE + " 3", "line 1", "line 2");
        await().until(() -> breaker().holds());

        assertStoredOnce("runs sandbox:slow=60s", endOf(running));
        await().until(() -> slots().waiting()
                        == refused.values().stream()
                                .filter(one -> !one.isDone())
                                .count()
                && slots().inUse() == 0);
        release();

        endOf(refused);
    }

    /** By another process: here its row in the journal. */
    @Test
    void whatAnotherProcessHoldsAndReleasesIsLearnedWithinSeconds() throws Exception {
        journal().execute("INSERT INTO vidu_hold (name, since, counted_from) VALUES ('moderation', 1, 0)");
        await().until(() -> breaker().holds());
        Future<Outcome> waiting = start("waits");
        await().until(() -> slots().waiting() == 1);

        journal().execute("DELETE FROM vidu_hold");

        assertStoredOnce("waits", endOf(waiting));
        assertThat(log.text()).contains("moderation=released: submits go on");
    }

    @Test
    void aReleaseReturnsBeforeTheRequestsGoOn() throws Exception {
        refuseThree();
        Map<String, Future<Outcome>> waiting = startAll("waits 1", "waits 2", "waits 3");
        await().until(() -> slots().waiting() == 3);

        promptly(this::release);

        endOf(waiting).forEach(this::assertStoredOnce);
    }
}
