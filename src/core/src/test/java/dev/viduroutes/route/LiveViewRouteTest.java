package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.Claim;
import dev.viduroutes.journal.Journals;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.live.AccountNow;
import dev.viduroutes.live.CallSecond;
import dev.viduroutes.live.LaneState;
import dev.viduroutes.live.LiveView;
import dev.viduroutes.live.Now;
import dev.viduroutes.live.NowReader;
import dev.viduroutes.live.TaskLane;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.sandbox.SandboxBuilder;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What a gateway tells of now, beside the journal and what the API itself saw. */
class LiveViewRouteTest extends GatewayTest {

    private static final int SLOTS = 4;

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().limits(100_000, Duration.ofSeconds(60), SLOTS);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.limits.concurrent-tasks", String.valueOf(SLOTS));
        settings.setProperty("vidu.limits.window", "2s");
        settings.setProperty("vidu.submit.grace", "1h");
    }

    private LiveView view() {
        return context.getRegistry().lookupByNameAndType("viduLiveView", LiveView.class);
    }

    private Now now() {
        return view().snapshot();
    }

    private Now byTheJournalAlone() throws Exception {
        Settings settings = settings();
        try (ReadOnlyJournal journal = ReadOnlyJournal.of(settings, new HostBeans(context))) {
            return new NowReader(journal, settings, InstantSource.system()).read();
        }
    }

    private void generate(String id, String prompt) {
        template().asyncRequestBody("direct:vidu-generate", request(id, prompt));
    }

    private static List<String> ids(Now now) {
        return now.lanes().stream().map(TaskLane::requestId).sorted().toList();
    }

    @Test
    void eachTaskAtTheApiHasALaneFromItsSubmitToItsEndAndTheRestWaits() throws Exception {
        for (int i = 0; i < SLOTS + 2; i++) {
            generate("r" + i, "lane-" + i + " sandbox:never");
            int count = i + 1;
            await().until(() -> Math.min(count, SLOTS) == now().lanes().size()
                    && now().waiting().count() == Math.max(0, count - SLOTS));
        }

        Now now = now();
        assertThat(ids(now)).containsExactly("r0", "r1", "r2", "r3");
        assertThat(now.waiting().oldest().orElseThrow().requestId()).isEqualTo("r4");
        await().untilAsserted(() -> {
            assertThat(now().waiting().oldest().orElseThrow().why()).isEqualTo("all 4 slots are taken");
            assertThat(now().lanes()).allMatch(lane -> lane.slot().isPresent());
            assertThat(now().accounts()).extracting(AccountNow::slotsUsed).containsExactly(SLOTS);
        });
        TaskLane lane = now.lanes().get(0);
        assertThat(lane.mode()).isEqualTo("text-to-video");
        assertThat(lane.attempt()).isEqualTo(1);
        assertThat(lane.isHere()).isTrue();
        assertThat(lane.taskId()).isNotEmpty();
        Instant accepted = Instant.ofEpochMilli(Long.parseLong(journal()
                .query("SELECT accepted_at FROM vidu_task WHERE request_id = 'r0'")
                .get(0)));
        assertThat(Duration.between(accepted, lane.since()).abs()).isLessThan(Duration.ofSeconds(1));

        sandbox.finish("lane-0");
        await().atMost(Duration.ofSeconds(10)).until(() -> ids(now()).equals(List.of("r1", "r2", "r3", "r4")));
        for (int i = 1; i < SLOTS + 2; i++) {
            sandbox.finish("lane-" + i);
            int ended = i;
            await().until(() -> !ids(now()).contains("r" + ended));
        }
        await().until(() -> now().lanes().isEmpty() && now().waiting().count() == 0);
    }

    @Test
    void anUncertainSubmitIsAsOldAsTheJournalSays() throws Exception {
        generate("lost", "a lake sandbox:lost");
        await().until(() -> now().lanes().stream().anyMatch(lane -> lane.state() == LaneState.UNCERTAIN));

        Instant recorded = Instant.ofEpochMilli(Long.parseLong(journal()
                .query("SELECT uncertain_since FROM vidu_task WHERE request_id = 'lost'")
                .get(0)));
        assertThat(now().lanes().get(0).since().truncatedTo(ChronoUnit.MILLIS)).isEqualTo(recorded);
    }

    @Test
    void whoHasNoGatewaySeesTheSameLanesInTheJournal() throws Exception {
        generate("a", "a sandbox:never");
        generate("b", "b sandbox:never");
        await().until(() ->
                now().lanes().stream().filter(lane -> !lane.taskId().isEmpty()).count() == 2);

        Now journal = byTheJournalAlone();

        assertThat(ids(journal)).isEqualTo(ids(now()));
        assertThat(journal.isLive()).isFalse();
        assertThat(journal.accounts().get(0).callsInWindow()).isEmpty();
        assertThat(journal.lanes())
                .allMatch(lane -> lane.slot().isPresent() && lane.askedIn().isEmpty());
        assertThat(journal.lanes().get(0).seconds())
                .isEqualTo(now().lanes().get(0).seconds());
    }

    @Test
    void whatAnotherProcessWorksOnIsAmongTheLanesAndWhatItKnowsAloneIsLeftOut() throws Exception {
        generate("mine", "mine sandbox:never");
        try (Journals other = Journals.open(
                new Journals.Options(
                        settings().journal().url(),
                        "",
                        "",
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofDays(30),
                        SLOTS),
                InstantSource.system())) {
            Task running = running(other, "theirs");
            claimed(other, "waits");

            await().untilAsserted(() -> assertThat(ids(now())).containsExactly("mine", "theirs"));
            TaskLane theirs = now().lanes().stream()
                    .filter(lane -> lane.requestId().equals("theirs"))
                    .findFirst()
                    .orElseThrow();
            assertThat(theirs.isHere()).isFalse();
            assertThat(theirs.worker()).isEqualTo(other.worker());
            assertThat(theirs.slot()).isPresent();
            assertThat(theirs.askedIn()).isEmpty();
            assertThat(theirs.state()).isEqualTo(LaneState.PROCESSING);
            assertThat(now().waiting().count()).isEqualTo(1);
            assertThat(now().waiting().oldest().orElseThrow().requestId()).isEqualTo("waits");

            other.journal().record(running.succeeded(List.of("https://cdn/1.mp4"), Instant.now()));
            await().untilAsserted(() -> assertThat(ids(now())).containsExactly("mine"));
        }
        await().until(() -> !now().lanes().get(0).taskId().isEmpty());
        sandbox.finish("mine");
        await().until(() -> now().lanes().isEmpty());
    }

    private Settings settings() {
        return context.getRegistry().lookupByNameAndType("viduSettings", Settings.class);
    }

    private static Task claimed(Journals journals, String id) throws SQLException {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("prompt", "a fox").put("duration", 5);
        Task admitted = new Task(new Request(
                id,
                Source.ofFile(id + ".json", 1),
                body,
                body,
                Map.of(),
                "vidu-q3",
                "text-to-video",
                Instant.now(),
                true,
                false,
                List.of()));
        return ((Claim.Granted) journals.journal().claim(admitted)).task();
    }

    private static Task running(Journals journals, String id) throws SQLException {
        Task submitting = claimed(journals, id).at("default").submitting();
        journals.slots().take(id);
        journals.journal().record(submitting);
        Task running = submitting.accepted("task-" + id, Instant.now());
        journals.journal().record(running);
        return running;
    }

    /** From RUNNING, not by way of a state that has no lane. */
    @Test
    void theLaneOfATaskThatFailsEnds() throws Exception {
        generate("dies", "dies sandbox:fail");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !journal()
                        .query("SELECT 1 FROM vidu_task WHERE request_id = 'dies' AND state = 'FAILED'")
                        .isEmpty());

        await().untilAsserted(() -> {
            assertThat(now().lanes()).isEmpty();
            assertThat(now().forAPerson()).hasValue(1);
        });
    }

    /** One that looks at a journal that is not there. */
    @Test
    void whatMemoryKnowsIsToldWhileTheJournalIsAway() throws Exception {
        ReadOnlyJournal away = ReadOnlyJournal.of(
                TestSettings.with("vidu.journal.url", "jdbc:sqlite:" + home.resolve("none.db")),
                new HostBeans(context));
        LiveView blind = new LiveView(settings(), context.getRegistry(), away, InstantSource.system());
        context.getRegistry().bind("blind", blind);

        generate("a", "a sandbox:never");
        await().until(() -> blind.snapshot().lanes().stream()
                .anyMatch(lane -> !lane.taskId().isEmpty()));

        assertThat(blind.snapshot().journalAt()).isEmpty();
        assertThat(blind.snapshot().accounts().get(0).slotsUsed()).isEqualTo(1);
        assertThat(blind.snapshot().lanes().get(0).slot()).isEmpty();
        sandbox.finish("a");
        await().until(() -> blind.snapshot().lanes().isEmpty());
    }

    @Test
    void aTaskThatTakesLongerThanNineOfTenSaysSo() throws Exception {
        for (int i = 0; i < 6; i++) {
            template().requestBody("direct:vidu-generate", request("quick-" + i, "quick " + i));
        }

        generate("slow", "slow sandbox:never");
        await().until(() ->
                now().lanes().stream().anyMatch(lane -> !lane.taskId().isEmpty()));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> now().lanes().stream().anyMatch(lane -> lane.state() == LaneState.LATE));
        TaskLane lane = now().lanes().get(0);
        assertThat(lane.age()).isGreaterThan(lane.usual().orElseThrow().ninth());
        assertThat(lane.usual().orElseThrow().tenth())
                .isLessThanOrEqualTo(lane.usual().orElseThrow().half());
        sandbox.finish("slow");
        await().until(() -> now().lanes().isEmpty());
    }

    @Test
    void everyCallThatTheApiSawIsInThePlot() throws Exception {
        for (int i = 0; i < 12; i++) {
            generate("r" + i, "calls " + i);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> journal()
                                .query("SELECT 1 FROM vidu_task WHERE state = 'STORED'")
                                .size()
                        == 12);

        List<CallSecond> calls = view().calls("", Duration.ofHours(1));

        assertThat(calls).hasSize(3_600);
        assertThat(calls.stream().mapToInt(CallSecond::submits).sum()).isEqualTo(12);
        assertThat(calls.stream()
                        .mapToInt(second -> second.submits() + second.polls() + second.others())
                        .sum())
                .isEqualTo(ledger().calls().entrySet().stream()
                        .filter(path -> !path.getKey().equals("result"))
                        .mapToInt(path -> path.getValue().total())
                        .sum());
    }
}
