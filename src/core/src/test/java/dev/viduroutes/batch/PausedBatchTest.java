package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.batch.BatchOrder.Wish;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Batches that are paused, where one batch may be under way at once. */
class PausedBatchTest extends BatchTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.batch.concurrent", "1");
        settings.setProperty("vidu.batch.in-flight", "1");
    }

    private void dropAndPause(String name) throws Exception {
        drop(name + ".csv", table(prompts(name + " sandbox:never ", 3)));
        await().until(() -> ledger().tasksFor(name).size() == 2);
        order(Wish.PAUSE, name + ".csv");
    }

    private void order(Wish wish, String batch) {
        template().requestBody("direct:vidu-batch", new BatchOrder(wish, batch), List.class);
    }

    private void assertStored(String batch) throws Exception {
        assertThat(rows(done().resolve(batch + ".report.csv")))
                .isNotEmpty()
                .allMatch(row -> row.get("state").equals("STORED"));
    }

    private void dropAndAwait(String name) throws Exception {
        drop(name + ".csv", table(name + "[1]"));
        await().until(() -> names(done()).contains(name + ".csv"));
        assertStored(name + ".csv");
    }

    @Test
    void aPausedBatchHoldsNoPlaceAndGoesOnWhenItIsResumed() throws Exception {
        dropAndPause("first");
        dropAndPause("second");
        dropAndAwait("third");
        stopContext();
        startAgain();
        dropAndAwait("fourth");
        assertThat(ledger().tasksFor("first")).as("still paused").hasSize(2);

        for (String name : List.of("first", "second")) {
            order(Wish.RESUME, name + ".csv");
            sandbox.finish(name);
            await().until(() -> ledger().tasksFor(name).size() == 3);
            sandbox.finish(name);
            await().until(() -> names(done()).contains(name + ".csv"));
            assertStored(name + ".csv");
        }
        assertThat(names(deadLetters())).isEmpty();
    }
}
