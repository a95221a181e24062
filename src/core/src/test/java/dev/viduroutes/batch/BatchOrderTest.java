package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.batch.BatchOrder.Wish;
import dev.viduroutes.journal.BatchState;
import java.util.List;
import java.util.Properties;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** What people ask of batches that are under way. */
class BatchOrderTest extends BatchTest {

    private static final int UNDER_WAY = 2;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.batch.in-flight", Integer.toString(UNDER_WAY / 2));
    }

    private BatchRun dropAndAwaitTasks(int rows) throws Exception {
        drop("slow.csv", table(prompts("slow sandbox:never ", rows)));
        await().until(() -> ledger().tasksFor("slow").size() == UNDER_WAY);
        return run();
    }

    private BatchRun run() {
        return context.getRegistry()
                .lookupByNameAndType("viduBatches", Batches.class)
                .running()
                .iterator()
                .next()
                .run();
    }

    @SuppressWarnings("unchecked")
    private List<BatchStatus> order(Wish wish, String batch) {
        return template().requestBody("direct:vidu-batch", new BatchOrder(wish, batch), List.class);
    }

    @Test
    void aPausedBatchStartsNothingUntilItIsResumed() throws Exception {
        BatchRun run = dropAndAwaitTasks(4);

        assertThat(order(Wish.PAUSE, "slow.csv")).extracting(BatchStatus::state).containsExactly("PAUSED");

        await().until(() -> run.state() == BatchState.PAUSED);
        sandbox.finish("slow");
        await().until(() -> run.underWay() == 0);
        assertThat(ledger().tasksFor("slow")).hasSize(UNDER_WAY);
        stopContext();
        startAgain();
        await().until(() -> order(Wish.LIST, "").get(0).state().equals("PAUSED"));
        assertThat(ledger().tasksFor("slow")).hasSize(UNDER_WAY);
        order(Wish.RESUME, order(Wish.LIST, "").get(0).batch());
        await().until(() -> ledger().tasksFor("slow").size() == 4);
        sandbox.finish("slow");
        assertThat(awaitReportOf("slow.csv")).allMatch(row -> row.get("state").equals("STORED"));
    }

    @Test
    void aWithdrawnBatchEndsWithWhatWasSubmitted() throws Exception {
        BatchRun run = dropAndAwaitTasks(6);

        order(Wish.WITHDRAW, "slow.csv");

        await().until(() -> run.state() == BatchState.WITHDRAWN);
        sandbox.finish("slow");
        List<CSVRecord> report = awaitReportOf("slow.csv");
        assertThat(report)
                .extracting(row -> row.get("state") + row.get("code"))
                .containsExactly(
                        "STORED", "STORED", "FAILEDCANCELLED", "FAILEDCANCELLED", "FAILEDCANCELLED", "FAILEDCANCELLED");
        assertThat(ledger().tasksFor("slow")).hasSize(UNDER_WAY);
        assertThat(names(deadLetters())).isEmpty();
    }

    @Test
    void whatRunsWhenAWithdrawnBatchIsTakenUpAgainIsFetchedAndNotToldCancelled() throws Exception {
        BatchRun run = dropAndAwaitTasks(4);
        order(Wish.WITHDRAW, "slow.csv");
        await().until(() -> run.state() == BatchState.WITHDRAWN);

        stopContext();
        startAgain();
        sandbox.finish("slow");

        assertThat(awaitReportOf("slow.csv"))
                .extracting(row -> row.get("state") + row.get("code"))
                .containsExactly("STORED", "STORED", "FAILEDCANCELLED", "FAILEDCANCELLED");
        assertThat(ledger().tasksFor("slow")).hasSize(UNDER_WAY);
    }

    @Test
    void anOrderForABatchThatIsNotUnderWayChangesNothing() throws Exception {
        drop("done.csv", table("done[1]"));
        awaitReportOf("done.csv");

        assertThat(order(Wish.PAUSE, "done.csv")).isEmpty();
        assertThat(order(Wish.WITHDRAW, "unknown.csv")).isEmpty();
        assertThat(order(Wish.LIST, "")).extracting(BatchStatus::state).containsExactly("DONE");
    }
}
