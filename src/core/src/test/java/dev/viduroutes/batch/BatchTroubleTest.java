package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.AdviceWith;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Disks and shares that are away for a while, and defects on the way of a row. */
class BatchTroubleTest extends BatchTest {

    private static final int TIMES = 3;

    private final AtomicInteger tries = new AtomicInteger();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.batch.in-flight", "2");
    }

    private void failBefore(String route, String step, Throwable trouble) throws Exception {
        AdviceWith.adviceWith(
                context,
                route,
                way -> way.weaveById(step).before().process(exchange -> {
                    if (tries.incrementAndGet() > TIMES) {
                        return;
                    } else if (trouble instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) trouble;
                }));
    }

    private void assertAllStored(String... prompts) throws Exception {
        List<CSVRecord> report = awaitReportOf("shots.csv");
        assertThat(tries).hasValueGreaterThan(TIMES);
        assertThat(report)
                .hasSize(prompts.length)
                .allMatch(row -> row.get("state").equals("STORED"));
        assertThat(names(deadLetters())).isEmpty();
        assertEachBilledOnce(prompts);
        assertNothingIsLeft();
    }

    @Test
    void aBatchThatCanNotBeReadNowStaysAndIsToldOnce() throws Exception {
        String[] prompts = prompts("unread", 3);
        failBefore("vidu-identify-batch", "vidu-identify-batch-read", new IOException("Stale file handle"));
        try (LogTrap log = LogTrap.of("vidu", Level.WARN)) {
            drop("shots.csv", table(prompts));

            assertAllStored(prompts);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("vidu-identify-batch"))
                    .containsExactly("WARN vidu vidu-identify-batch requestId=shots.csv waits: IOException: Stale file"
                            + " handle; it is tried until it succeeds");
        }
    }

    @Test
    void whatCanNotBeLookedAtInTheEndIsLeftAndTakenAgain() throws Exception {
        String[] prompts = prompts("unseen", 3);
        failBefore("vidu-serve-batch", "vidu-serve-batch-unchanged", new IOException("Input/output error"));
        drop("shots.csv", table(prompts));

        assertAllStored(prompts);
    }

    @Test
    void anErrorOnTheWayOfARowHoldsUpNoBatch() throws Exception {
        String[] prompts = prompts("error", 5);
        failBefore("vidu-run-row", "vidu-run-row-generate", new NoClassDefFoundError("org/example/Missing"));
        try (LogTrap log = LogTrap.of("vidu.batch", Level.WARN)) {
            drop("shots.csv", table(prompts));

            await().until(() -> tries.get() > TIMES);
            assertAllStored(prompts);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("name=shots.csv row=", "NoClassDefFoundError: org/example/Missing");
        }
    }
}
