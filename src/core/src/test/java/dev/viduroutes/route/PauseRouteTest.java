package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.live.LiveView;
import dev.viduroutes.live.Now;
import dev.viduroutes.pause.PauseOrder;
import dev.viduroutes.pause.PauseReport;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Submits that a person pauses: nothing leaves until somebody resumes, and everything else goes on. */
class PauseRouteTest extends GatewayTest {

    private static final int SLOTS = 3;
    private static final int WAITING = 20;

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().limits(100_000, Duration.ofSeconds(60), SLOTS);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.limits.concurrent-tasks", String.valueOf(SLOTS));
        settings.setProperty("vidu.intake.file.in-flight", "100");
    }

    private PauseReport pause() {
        return template().requestBody("direct:vidu-pause", PauseOrder.ofAll("anna"), PauseReport.class);
    }

    private PauseReport resume() {
        return template().requestBody("direct:vidu-resume", PauseOrder.ofAll("ben"), PauseReport.class);
    }

    private Now now() {
        return context.getRegistry()
                .lookupByNameAndType("viduLiveView", LiveView.class)
                .snapshot();
    }

    private long stored() throws Exception {
        return journal()
                .query("SELECT request_id FROM vidu_task WHERE state = 'STORED'")
                .size();
    }

    @Test
    void whatWaitsHoldsNoSlotAndNothingLeavesUntilSomebodyResumesWhileTheRestGoesOn() throws Exception {
        generate("held", "held sandbox:never");
        await().until(() ->
                now().lanes().stream().anyMatch(lane -> !lane.taskId().isEmpty()));

        PauseReport report = pause();
        for (int i = 0; i < WAITING; i++) {
            generate("w-" + i, "waits " + i);
        }
        await().until(() -> now().waiting().count() == WAITING);

        assertThat(report.toString()).isEqualTo("submits of all accounts are paused; none is on the way");
        assertThat(slots().inUse()).isEqualTo(1);
        assertThat(now().waiting().oldest().orElseThrow().why()).startsWith("submits are paused by anna since ");
        sandbox.finish("held");
        await().until(() -> stored() == 1);
        assertThat(ledger().tasksFor("waits")).isEmpty();

        assertThat(resume().changed()).isTrue();
        await().atMost(Duration.ofSeconds(60)).until(() -> stored() == 1 + WAITING);
        assertThat(now().waiting().count()).isZero();
    }

    @Test
    void aPauseOutlastsARestart() throws Exception {
        pause();
        stopContext();
        startAgain();

        generate("a", "after the restart");
        await().until(() -> now().waiting().count() == 1);

        assertThat(now().pauses()).extracting("who").containsExactly("anna");
        assertThat(ledger().tasksFor("after the restart")).isEmpty();
        resume();
        await().until(() -> stored() == 1);
    }

    /** The order comes while submits are in all stages at once; what it does not count must not arrive later. */
    @Test
    void afterAnOrderInTheMiddleOfItOnlyWhatItCountedArrives() throws Exception {
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 6; i++) {
                generate("r" + round + "-" + i, "round " + round);
            }
            int before = round;
            await().until(() -> !ledger().tasksFor("round " + before).isEmpty());
            PauseReport report = pause();
            int created = ledger().tasksFor("round " + round).size();

            await().until(() -> now().lanes().isEmpty());
            assertThat(ledger().tasksFor("round " + round)).hasSizeLessThanOrEqualTo(created + (int) report.leaving());
            resume();
            await().atMost(Duration.ofSeconds(60)).until(() -> now().waiting().count() == 0);
        }
    }

    private void generate(String id, String prompt) {
        template().asyncRequestBody("direct:vidu-generate", request(id, prompt));
    }
}
