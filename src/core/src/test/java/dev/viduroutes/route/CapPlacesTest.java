package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A project that is over its cap holds up nobody else, at the same source, up to a bound. */
class CapPlacesTest extends GatewayTest {

    private static final int IDLE = 60;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.limits.concurrent-tasks", "2");
        settings.setProperty("vidu.cap.project.trailers.day", "0s");
        settings.setProperty("vidu.cap.waiting", String.valueOf(IDLE));
    }

    private static String document(String project, String id) {
        return request(id, project + " " + id)
                .replace("\"input\"", "\"metadata\": {\"project\": \"%s\"}, \"input\"".formatted(project));
    }

    private void dropTrailers(int first, int count) throws Exception {
        for (int i = first; i < first + count; i++) {
            drop("trailer-" + i + ".json", document("trailers", "trailer-" + i));
        }
    }

    private void awaitReceived(int count) {
        await().until(() -> journal()
                .query("SELECT count(*) FROM vidu_task WHERE state = 'RECEIVED'")
                .toString()
                .contains(String.valueOf(count)));
    }

    private void assertNothingWasPaidOfTrailers() {
        assertThat(ledger().tasks()).noneMatch(task -> task.prompt().startsWith("trailers"));
    }

    @Test
    void fiftyFilesThatWaitHoldUpNoFileBehindThem() throws Exception {
        dropTrailers(0, 50);
        awaitReceived(50);
        drop("feature.json", document("features", "feature"));

        awaitDone("feature.json");

        assertNothingWasPaidOfTrailers();
        assertThat(slots().inUse()).isZero();
        // A duplicate waits for the one that is here, and needs no place either.
        for (int i = 0; i < 4; i++) {
            drop("again-" + i + ".json", document("trailers", "trailer-1"));
        }
        await().until(() -> names(inbox()).size() == 54);
        drop("second.json", document("features", "second"));
        awaitDone("second.json");
        context().createProducerTemplate().requestBody("direct:vidu-cancel", "trailer-7");
        assertThat(awaitDeadLetter("trailer-7.json").at("/failure/code").asText())
                .isEqualTo("CANCELLED");

        startAgain();
        awaitReceived(49);
        drop("third.json", document("features", "third"));
        awaitDone("third.json");
        assertThat(names(inbox())).hasSize(49 + 4);
        assertNothingWasPaidOfTrailers();
    }

    @Test
    void noMoreAreTakenThanTheBoundAndThePlaces() throws Exception {
        dropTrailers(0, IDLE + 20);
        awaitReceived(IDLE + 2);
        drop("feature.json", document("features", "feature"));
        dropUrgent("urgent.json", document("features", "urgent"));

        assertThat(generate(document("features", "direct")).state().name()).isEqualTo("STORED");
        await().until(() -> names(done()).contains("urgent.json"));

        awaitReceived(IDLE + 2);
        assertThat(names(done())).doesNotContain("feature.json");
        assertNothingWasPaidOfTrailers();
    }

    /** Rows have places of their own, in each batch. */
    @Test
    void rowsOfAProjectThatWaitHoldUpNoOtherRows() throws Exception {
        StringBuilder table = new StringBuilder("request_id,mode,prompt,duration,project\n");
        IntStream.range(0, 40).forEach(i -> table.append("row-" + i + ",text-to-video,a sea,2,trailers\n"));
        IntStream.range(40, 44).forEach(i -> table.append("row-" + i + ",text-to-video,a mountain,2,features\n"));
        drop("table.csv", table.toString());

        await().until(() -> ledger().tasksFor("a mountain").size() == 4);

        awaitReceived(40);
        assertThat(ledger().tasksFor("a sea")).isEmpty();
    }

    /** A host that waits has no place here. */
    @Test
    void aHostsRequestWaitsAsBefore() throws Exception {
        var waiting = template().asyncRequestBody("direct:vidu-generate", document("trailers", "host"), Outcome.class);
        awaitReceived(1);

        context().createProducerTemplate().requestBody("direct:vidu-cancel", "host");

        assertThat(waiting.get().failure().orElseThrow().code()).isEqualTo("CANCELLED");
    }
}
