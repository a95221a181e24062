package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.limits.SlotStore;
import dev.viduroutes.request.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is submitted next, with a single slot, which somebody else has until all wait. */
class TurnsTest extends GatewayTest {

    private static final String ELSEWHERE = "of-another-process";

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.limits.concurrent-tasks", "1");
        settings.setProperty("vidu.urgent.share", "50%");
    }

    @BeforeEach
    void takeTheSlot() throws Exception {
        assertThat(store().take(ELSEWHERE)).isTrue();
    }

    private SlotStore store() {
        return context().getRegistry().lookupByNameAndType("viduSlotTable", SlotStore.class);
    }

    /** Frees it once so many wait. @return the first words of those that were submitted first; in which order they came nobody knows */
    private List<String> firstOf(int waiting, int submitted) throws Exception {
        await().until(() -> slots().waiting() == waiting);
        store().free(ELSEWHERE);
        await().until(() -> ledger().tasks().size() >= submitted);
        return ledger().tasks().stream()
                .limit(submitted)
                .map(task -> task.prompt().replaceFirst(" .*", ""))
                .toList();
    }

    private void sendRow(String batch, int row) throws Exception {
        send(request(batch + " " + row), "viduSource", Source.ofRow(Source.ofFile(batch, 0), batch, row, ""));
    }

    /** As a host does, without a thread that waits for the outcome. */
    private void send(String document, String variable, Object value) throws Exception {
        Exchange exchange = new DefaultExchange(context());
        exchange.getMessage().setBody(document);
        exchange.setVariable(variable, value);
        AsyncProducer producer = context().getEndpoint("direct:vidu-generate").createAsyncProducer();
        producer.start();
        producer.process(exchange, done -> {});
    }

    private static String ofProject(String project, int number) {
        return request(project + " " + number)
                .replace("{\"input\"", "{\"metadata\": {\"project\": \"" + project + "\"}, \"input\"");
    }

    @Test
    void anUrgentFileIsSubmittedNextWhoeverWaits() throws Exception {
        for (int i = 0; i < 12; i++) {
            send(request("host " + i), "of", "host");
        }
        drop("one.json", request("single file"));
        await().until(() -> slots().waiting() == 13);
        drop("two.json", request("waiting, since there is no place"));
        dropUrgent("urgent.json", request("urgent file"));

        assertThat(firstOf(14, 2)).startsWith("urgent").doesNotContain("waiting");
        assertThat(awaitDone("urgent.json").at("/source/urgent").asBoolean()).isTrue();
        assertThat(names(urgent())).isEmpty();
    }

    @Test
    void aSingleFileIsSubmittedSoonThoughABatchHasTwoHundredRows() throws Exception {
        for (int row = 1; row <= 200; row++) {
            sendRow("table.csv", row);
        }
        drop("single.json", request("single"));

        assertThat(firstOf(201, 2)).containsExactlyInAnyOrder("table.csv", "single");
    }

    @Test
    void projectsAreSubmittedInTurns() throws Exception {
        for (int i = 0; i < 12; i++) {
            send(ofProject("sea", i), "of", "host");
        }
        for (int i = 0; i < 3; i++) {
            send(ofProject("land", i), "of", "host");
        }

        assertThat(firstOf(15, 6))
                .containsSubsequence("sea", "land", "sea", "land", "sea")
                .filteredOn("land"::equals)
                .hasSize(3);
    }

    @Test
    void urgentRequestsLeaveOthersTheirShare() throws Exception {
        for (int i = 0; i < 8; i++) {
            send(request("normal " + i), "of", "host");
            send(request("urgent " + i), "viduUrgent", i % 2 == 0 ? Boolean.TRUE : "true");
        }

        assertThat(firstOf(16, 6)).containsExactly("urgent", "normal", "urgent", "normal", "urgent", "normal");
    }

    @Test
    void aFileThatIsMovedIntoTheFolderOfUrgentOnesIsTheSameRequest() throws Exception {
        store().free(ELSEWHERE);
        drop("shot.json", request("once"));
        String id = awaitDone("shot.json").path("request_id").asText();
        Files.move(done().resolve("shot.json"), urgent().resolve("shot.json"));

        await().until(() -> names(urgent()).isEmpty() && names(done()).contains("shot.json"));

        assertThat(json(done().resolve("shot.json.outcome.json"))
                        .path("request_id")
                        .asText())
                .isEqualTo(id);
        assertThat(ledger().submitsFor("once")).isOne();
    }

    @Test
    void afterAStopAnUrgentFileIsWhereItWasAndGoesOn() throws Exception {
        dropUrgent("urgent.json", request("urgent"));
        await().until(() -> slots().urgentWaiting() == 1);
        stopContext();
        assertThat(names(urgent())).containsExactly("urgent.json");
        assertThat(Files.list(urgent()).map(Path::getFileName).map(Path::toString))
                .containsExactly("urgent.json");

        startAgain();
        store().free(ELSEWHERE);

        awaitDone("urgent.json");
        assertThat(ledger().submitsFor("urgent")).isOne();
        assertThat(names(inbox())).isEmpty();
    }
}
