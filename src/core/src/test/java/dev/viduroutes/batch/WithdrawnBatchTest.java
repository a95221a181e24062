package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.batch.BatchOrder.Wish;
import java.util.List;
import java.util.Properties;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** A batch that is withdrawn while one of its rows runs, some wait for the only slot, and some were not started. */
class WithdrawnBatchTest extends BatchTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.limits.concurrent-tasks", "1");
        settings.setProperty("vidu.batch.in-flight", "2");
    }

    @Test
    void whatWaitsForASlotIsNotSubmittedAnyMore() throws Exception {
        drop("slow.csv", table(prompts("slow sandbox:never ", 6)));
        await().until(() -> ledger().tasksFor("slow").size() == 1);

        template().requestBody("direct:vidu-batch", new BatchOrder(Wish.WITHDRAW, "slow.csv"), List.class);

        await().until(() -> template()
                .requestBody("direct:vidu-batch", new BatchOrder(Wish.LIST, ""), List.class)
                .toString()
                .contains("failed=5"));
        sandbox.finish("slow");
        List<CSVRecord> report = awaitReportOf("slow.csv");
        assertThat(report).filteredOn(row -> row.get("state").equals("STORED")).hasSize(1);
        assertThat(report)
                .filteredOn(row -> row.get("code").equals("CANCELLED"))
                .hasSize(5);
        assertThat(ledger().tasksFor("slow")).hasSize(1);
    }
}
