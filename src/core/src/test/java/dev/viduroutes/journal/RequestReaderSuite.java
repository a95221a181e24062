package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.overview.RequestDetail;
import dev.viduroutes.overview.RequestPage;
import dev.viduroutes.overview.RequestQuery;
import dev.viduroutes.overview.RequestReader;
import dev.viduroutes.overview.RequestSummary;
import dev.viduroutes.overview.SubmitRecord;
import dev.viduroutes.overview.TimelineEntry;
import dev.viduroutes.overview.TimelineStep;
import dev.viduroutes.overview.VideoPage;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.request.Video;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read of requests, beside those who write them. */
abstract class RequestReaderSuite extends Nodes {

    private ReadOnlyJournal journal;
    private RequestReader reader;
    private Node node;

    @BeforeEach
    void open() throws SQLException {
        node = node();
        journal = ReadOnlyJournal.of(url());
        reader = new RequestReader(journal);
    }

    @AfterEach
    void close() throws SQLException {
        journal.close();
    }

    private static Task task(String id, String project, Source source) {
        return task(id, project, source, 0);
    }

    /** @param later how many seconds after the others it was received */
    private static Task task(String id, String project, Source source, int later) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("prompt", "a fox").put("duration", 5).put("resolution", "720p");
        return new Task(new Request(
                id,
                source,
                body,
                body,
                project.isEmpty() ? Map.of() : Map.of("project", project),
                "vidu-q3",
                "text-to-video",
                Samples.NOW.plusSeconds(later),
                true,
                false,
                List.of()));
    }

    private static Task file(String id, int later) {
        return task(id, "", Source.ofFile(id + ".json", 1), later);
    }

    private Task submitted(Task received) throws Exception {
        Task submitting = received.at("default").submitting();
        return submitting.quoted(node.journal().recordIntent(submitting, Samples.QUOTE));
    }

    private Task stored(Task admitted) throws Exception {
        Task running = node.record(Samples.running(submitted(node.granted(admitted))));
        Task succeeded = node.record(running.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW.plusSeconds(60)));
        Video video = new Video("s3://b/k.mp4", "b", "k.mp4", 7, "ab".repeat(32), "video/mp4");
        return node.settle(succeeded.stored(video).allStored(Samples.NOW.plusSeconds(70)));
    }

    private List<String> ids(RequestQuery query) throws SQLException {
        return reader.list(query).rows().stream().map(RequestSummary::requestId).toList();
    }

    @Test
    void whatIsUnderWayIsListedWithAllThatWasAsked() throws Exception {
        Source source = Source.ofMessage("jms", "ID:7", "");
        submitted(node.granted(task("a", "spring", source)));

        RequestSummary found = reader.list(RequestQuery.all(10)).rows().get(0);

        assertThat(found.requestId()).isEqualTo("a");
        assertThat(found.project()).isEqualTo("spring");
        assertThat(found.source()).isEqualTo("jms");
        assertThat(found.sourceName()).isEqualTo("7.json");
        assertThat(found.account()).isEqualTo("default");
        assertThat(found.mode()).isEqualTo("text-to-video");
        assertThat(found.resolution()).isEqualTo("720p");
        assertThat(found.seconds()).isEqualTo(5);
        assertThat(found.state()).isEqualTo(TaskState.SUBMITTING);
        assertThat(found.attempts()).isEqualTo(1);
        assertThat(found.billing()).isEmpty();
    }

    @Test
    void whatIsSettledIsListedWithWhatItCost() throws Exception {
        stored(task("a", "spring", Source.ofFile("a.json", 1)));
        node.settle(Samples.failed(node.granted(file("b", 1)), Billing.UNKNOWN));

        List<RequestSummary> rows = reader.list(RequestQuery.all(10)).rows();

        assertThat(rows.get(0).code()).isEqualTo("CODE");
        assertThat(rows.get(0).billing()).contains(Billing.UNKNOWN);
        assertThat(rows.get(1).code()).isEmpty();
        assertThat(rows.get(1).billing()).contains(Billing.BILLED);
        assertThat(rows.get(1).billedSeconds()).contains(5);
        assertThat(rows.get(1).cost().orElseThrow().amount()).isEqualByComparingTo("0.60");
    }

    @Test
    void eachFilterLeavesOutWhatItIsNotAbout() throws Exception {
        stored(task("shot-a", "spring", Source.ofFile("a.json", 1)));
        node.settle(Samples.failed(node.granted(task("shot-b", "autumn", Source.ofFile("b.json", 1))), Billing.NONE));
        Source batch = Source.ofFile("t.csv", 1);
        node.granted(task("row-1", "", Source.ofRow(batch, "batch-id", 1, "")));
        RequestQuery all = RequestQuery.all(10);

        assertThat(ids(all)).hasSize(3);
        assertThat(ids(all.ofState("stored"))).containsExactly("shot-a");
        assertThat(ids(all.ofCode("CODE"))).containsExactly("shot-b");
        assertThat(ids(all.ofProject("autumn"))).containsExactly("shot-b");
        assertThat(ids(all.ofBatch("batch-id"))).containsExactly("row-1");
        assertThat(ids(all.ofSource("row"))).containsExactly("row-1");
        assertThat(ids(all.ofAccount("default"))).containsExactly("shot-a");
        assertThat(ids(all.about("shot-"))).containsExactlyInAnyOrder("shot-a", "shot-b");
        assertThat(ids(all.about("task-shot-a"))).containsExactly("shot-a");
        assertThat(ids(all.ofState("STORED").ofProject("autumn"))).isEmpty();
        assertThat(ids(all.about("hot"))).isEmpty();
    }

    @Test
    void aTaskThatWasGivenUpIsFoundByItsId() throws Exception {
        Task running = node.record(Samples.running(submitted(node.granted(file("a", 0)))));
        node.record(running.again("GENERATION_FAILED", "it failed", Duration.ZERO, Samples.NOW));

        assertThat(ids(RequestQuery.all(10).about("task-a"))).containsExactly("a");
    }

    @Test
    void pagesHaveEachRequestOnceThoughOthersComeInBetween() throws Exception {
        for (int i = 0; i < 7; i++) {
            // Three of them in the same millisecond.
            node.granted(file("r" + i, i / 3));
        }
        List<String> seen = new ArrayList<>();
        RequestPage page = reader.list(RequestQuery.all(2));
        node.granted(file("later", 100));
        while (true) {
            page.rows().forEach(row -> seen.add(row.requestId()));
            if (page.next().isEmpty()) {
                break;
            }
            page = reader.list(RequestQuery.all(2).from(page.next()));
        }

        assertThat(seen).containsExactly("r6", "r5", "r4", "r3", "r2", "r1", "r0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "%",
                "_",
                "a\0",
                "\ud800",
                "\\",
                "\"; DROP TABLE vidu_task; --",
                "a' UNION SELECT outcome FROM vidu_task --",
                "𝒶",
                "?"
            })
    void hostileValuesOfFiltersFindNothingAndBreakNothing(String value) throws Exception {
        node.granted(file("a", 0));
        RequestQuery all = RequestQuery.all(10);

        for (RequestQuery query : List.of(
                all.ofCode(value),
                all.ofProject(value),
                all.ofBatch(value),
                all.ofSource(value),
                all.ofAccount(value),
                all.about(value))) {
            assertThat(ids(query)).isEmpty();
        }
        assertThat(reader.find(value)).isEmpty();
        assertThatThrownBy(() -> all.ofState(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> all.from(value)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ids(all)).containsExactly("a");
    }

    @Test
    void aQueryThatCanNotBeAnsweredSaysWhatWouldBeRight() {
        RequestQuery all = RequestQuery.all(10);

        assertThatThrownBy(() -> RequestQuery.all(0)).hasMessage("limit is 0; it must be 1 to 200");
        assertThatThrownBy(() -> RequestQuery.all(201)).hasMessage("limit is 201; it must be 1 to 200");
        assertThatThrownBy(() -> all.ofState("DONE")).hasMessageStartingWith("state must be one of RECEIVED, ");
        assertThatThrownBy(() -> all.ofProject("p".repeat(257)))
                .hasMessage("project has 257 characters; it must have 256 at most");
    }

    @Test
    void theTimelineTellsEachSubmitAndWhatBecameOfIt() throws Exception {
        Task first = node.record(Samples.running(submitted(node.granted(file("a", -1)))));
        clock.advance(Duration.ofSeconds(10));
        Task again = node.record(first.again("GENERATION_FAILED", "it failed", Duration.ZERO, clock.instant()));
        clock.advance(Duration.ofSeconds(10));
        Task submitting = again.at("default").submitting();
        Task second = submitting.quoted(node.journal().recordIntent(submitting, Samples.QUOTE));
        Task running = node.record(second.accepted("task-2", clock.instant()));
        clock.advance(Duration.ofSeconds(50));
        node.settle(running.failed(
                new Failure("NSFW", "not allowed", FailureClass.CONTENT, Billing.UNKNOWN), clock.instant()));

        RequestDetail found = reader.find("a").orElseThrow();

        assertThat(found.timeline().stream().map(entry -> entry.submit() + " " + entry.step() + " " + entry.detail()))
                .containsExactly(
                        "0 RECEIVED file a.json",
                        "1 SUBMITTED default",
                        "1 GIVEN_UP GENERATION_FAILED task-a",
                        "2 SUBMITTED default",
                        "2 ACCEPTED task-2",
                        "2 REFUSED NSFW",
                        "2 FAILED NSFW: not allowed");
        assertThat(found.timeline()).extracting(TimelineEntry::at).isSorted();
        assertThat(found.submits())
                .extracting(SubmitRecord::submit, SubmitRecord::taskId, SubmitRecord::code, SubmitRecord::charge)
                .containsExactly(
                        tuple(1, "task-a", "GENERATION_FAILED", "DOUBTFUL"), tuple(2, "task-2", "NSFW", "DOUBTFUL"));
        assertThat(found.submits().get(0).amount().orElseThrow()).hasToString("0.60 USD");
        assertThat(found.failure().orElseThrow().message()).isEqualTo("not allowed");
    }

    @Test
    void aStoredRequestHasItsObjectsAndItsTimeline() throws Exception {
        stored(file("a", 0));

        RequestDetail found = reader.find("a").orElseThrow();

        assertThat(found.videos()).extracting(Video::key).containsExactly("k.mp4");
        assertThat(found.timeline())
                .extracting(TimelineEntry::step)
                .containsExactlyInAnyOrder(
                        TimelineStep.RECEIVED,
                        TimelineStep.SUBMITTED,
                        TimelineStep.ACCEPTED,
                        TimelineStep.ENDED,
                        TimelineStep.STORED);
        assertThat(found.submits()).extracting(SubmitRecord::charge).containsExactly("CHARGED");
        assertThat(reader.find("b")).isEmpty();
    }

    @Test
    void videosComeLatestFirstAndInPages() throws Exception {
        for (String id : List.of("a", "b", "c")) {
            clock.advance(Duration.ofSeconds(1));
            stored(file(id, 0));
        }
        node.granted(file("open", 0));

        VideoPage first = reader.videos("", 2);
        VideoPage second = reader.videos(first.next(), 2);

        assertThat(first.rows()).extracting(row -> row.request().requestId()).containsExactly("c", "b");
        assertThat(second.rows()).extracting(row -> row.request().requestId()).containsExactly("a");
        assertThat(second.next()).isEmpty();
        assertThat(first.rows().get(0).videos()).hasSize(1);
    }

    @Test
    void whatFailedIsGroupedByCodeButRowsAndWhatAPersonWithdrew() throws Exception {
        node.settle(Samples.failed(node.granted(file("a", 0)), Billing.UNKNOWN));
        node.settle(Samples.failed(node.granted(file("b", 0)), Billing.NONE));
        node.settle(node.granted(file("c", 0)).failed(Failure.cancelled(), Samples.NOW));
        Source row = Source.ofRow(Source.ofFile("t.csv", 1), "batch-id", 1, "");
        node.settle(Samples.failed(node.granted(task("row", "", row)), Billing.NONE));
        stored(file("stored", 0));

        var groups = reader.deadLetters();

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).code()).isEqualTo("CODE");
        assertThat(groups.get(0).count()).isEqualTo(2);
        assertThat(groups.get(0).message()).isEqualTo("why");
        assertThat(groups.get(0).billing()).isEqualTo(Map.of(Billing.UNKNOWN, 1, Billing.NONE, 1));
        assertThat(groups.get(0).examples()).hasSize(2);
    }

    @Test
    void openRequestsAreCountedByState() throws Exception {
        node.granted(file("a", 0));
        submitted(node.granted(file("b", 0)));
        stored(file("c", 0));

        assertThat(reader.open()).isEqualTo(Map.of(TaskState.RECEIVED, 1L, TaskState.SUBMITTING, 1L));
    }

    @Test
    void aQuestionThatTakesLongEndsAfterTwoSecondsAndTheNextIsAnswered() {
        long begin = System.nanoTime();

        assertThatThrownBy(() -> journal.query(
                        row -> row.getLong(1),
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)"
                                + " SELECT COUNT(*) FROM n"))
                .hasMessageContaining("no answer within 2 s");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        assertThatCode(() -> reader.list(RequestQuery.all(1))).doesNotThrowAnyException();
    }

    @Test
    void nothingCanBeWritten() {
        assertThatThrownBy(() ->
                        journal.query(row -> row.getLong(1), "UPDATE vidu_task SET state = 'RECEIVED' RETURNING epoch"))
                .isInstanceOf(SQLException.class);
    }
}
