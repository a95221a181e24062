package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.journal.BatchTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A process that stood still for longer than its lease, so that another one works on its batch by now. */
class TakenOverBatchTest extends BatchTest {

    private static final String LOOK = "vidu-look-at-batches";
    private static final String ELSEWHERE = "owner = '1.1.another@elsewhere', lease_until = 9000000000000";
    private static final String NOBODY = "owner = '', lease_until = 0";

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.batch.in-flight", "1");
        settings.setProperty("vidu.journal.lease", "2s");
    }

    private void give(String owner) throws Exception {
        journal().execute("UPDATE vidu_batch SET " + owner);
    }

    private <T> T bean(String name, Class<T> type) {
        return context.getRegistry().lookupByNameAndType(name, type);
    }

    private boolean works() {
        return !bean("viduBatches", Batches.class).running().isEmpty();
    }

    @Test
    void addsNothingToItsReportAndStartsNoFurtherRow() throws Exception {
        String[] prompts = {"lost[1] sandbox:never", "lost[2] sandbox:never", "lost[3]", "lost[4]"};
        drop("lost.csv", table(prompts));
        await().until(() -> ledger().tasksFor("lost").size() == 2);
        String batch = bean("viduBatches", Batches.class)
                .running()
                .iterator()
                .next()
                .batch()
                .id();
        context.getRouteController().suspendRoute(LOOK);
        give(ELSEWHERE);
        await().until(() -> !bean("viduBatchTable", BatchTable.class).isLeaseConfirmed(batch));
        Path growing = batches().resolve("lost.csv.report.csv");
        byte[] before = Files.readAllBytes(growing);

        sandbox.finish("lost");

        await().until(() -> !works());
        assertThat(growing).hasBinaryContent(before);
        assertThat(ledger().tasksFor("lost")).hasSize(2);
        assertThat(names(done())).isEmpty();

        give(NOBODY);
        context.getRouteController().resumeRoute(LOOK);
        assertThat(awaitReportOf("lost.csv"))
                .hasSize(4)
                .allMatch(row -> row.get("state").equals("STORED"));
        assertEachBilledOnce("lost[1]", "lost[2]", "lost[3]", "lost[4]");
    }

    @Test
    void learnsItWithinASecondAndLeavesTheBatchToTheOther() throws Exception {
        drop("lost.csv", table("lost[1] sandbox:never"));
        await().until(() -> ledger().tasksFor("lost").size() == 1);

        give(ELSEWHERE);

        sandbox.finish("lost");
        await().until(() -> !works());
        give(NOBODY);
        assertThat(awaitReportOf("lost.csv")).hasSize(1);
        assertEachBilledOnce("lost[1]");
    }
}
