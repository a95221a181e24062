package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that share an inbox and a journal. */
class BatchNodesTest extends BatchTest {

    private CamelContext other;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.batch.in-flight", "2");
    }

    @BeforeEach
    void startTheOther() throws Exception {
        other = createCamelContext();
        other.start();
    }

    @AfterEach
    void stopTheOther() {
        other.stop();
    }

    private static boolean works(CamelContext node) {
        return !node.getRegistry()
                .lookupByNameAndType("viduBatches", Batches.class)
                .running()
                .isEmpty();
    }

    @Test
    void oneOfThemWorksOnABatchAndTheOtherGoesOnWhenItStops() throws Exception {
        String[] prompts = prompts("shared", 40);
        drop("shared.csv", table(prompts));
        await().until(() -> Files.exists(batches().resolve("shared.csv.report.csv"))
                && rows(batches().resolve("shared.csv.report.csv")).size() >= 5);
        assertThat(works(context())).isNotEqualTo(works(other));

        (works(other) ? other : context()).stop();

        assertThat(awaitReportOf("shared.csv"))
                .hasSize(40)
                .allMatch(row -> row.get("state").equals("STORED"));
        assertEachBilledOnce(prompts);
    }
}
