package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.batch.BatchOrder.Wish;
import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.images.TestPictures;
import dev.viduroutes.journal.BatchState;
import dev.viduroutes.journal.BatchTable;
import dev.viduroutes.lifecycle.StopSignal;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.request.Admission;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.template.DocumentCompletion;
import dev.viduroutes.withdrawal.Withdrawals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that ends before any of the things that the end of a batch writes, moves and removes: the next one ends it as it was. */
class BatchEndTest extends BatchTest {

    private static final int UNDER_WAY = 2;
    /** Mark, report, rows that failed, picture, batch, and the two files of the growing report. */
    private static final int FEWEST_STEPS = 7;

    private final FailingFiles files = new FailingFiles();

    /** From one write, move or removal on nothing reaches the disk, as after a kill. */
    private static final class FailingFiles extends DurableFiles {

        private int left = Integer.MAX_VALUE;
        private boolean failed;

        synchronized void failBefore(int step) {
            left = step;
        }

        synchronized boolean haveFailed() {
            return failed;
        }

        synchronized void mend() {
            left = Integer.MAX_VALUE;
            failed = false;
        }

        private synchronized void step() throws IOException {
            left--;
            if (left <= 0) {
                failed = true;
                throw new IOException("killed");
            }
        }

        @Override
        public void write(Path target, InputStream content) throws IOException {
            step();
            super.write(target, content);
        }

        @Override
        public void copy(FileChannel source, long atMost, Path target, FileTime modified) throws IOException {
            step();
            super.copy(source, atMost, target, modified);
        }

        @Override
        public void move(Path source, Path target) throws IOException {
            step();
            super.move(source, target);
        }

        @Override
        public void delete(Path file) throws IOException {
            step();
            super.delete(file);
        }
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.batch.in-flight", Integer.toString(UNDER_WAY / 2));
    }

    @Override
    protected void prepare(CamelContext camel) {
        Settings settings = bean(camel, "viduSettings", Settings.class);
        BatchTable table = bean(camel, "viduBatchTable", BatchTable.class);
        BatchOpener opener = new BatchOpener(
                settings,
                table,
                files,
                bean(camel, "viduCompletion", DocumentCompletion.class),
                bean(camel, "viduAdmission", Admission.class),
                bean(camel, "viduRowRoute", RowRoute.class),
                bean(camel, "viduPool", WorkerPool.class));
        camel.getRegistry()
                .bind(
                        "viduBatches",
                        new Batches(
                                settings,
                                table,
                                opener,
                                files,
                                bean(camel, "viduStop", StopSignal.class),
                                bean(camel, "viduWithdrawals", Withdrawals.class)));
    }

    private static <T> T bean(CamelContext camel, String name, Class<T> type) {
        return camel.getRegistry().lookupByNameAndType(name, type);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBatchThatIsInterruptedAtItsEndEndsOnceWithWhatBecameOfItsRows(boolean withdrawn) throws Exception {
        int step = 1;
        while (isInterrupted(step, withdrawn)) {
            step++;
        }
        assertThat(step).isGreaterThan(FEWEST_STEPS);
    }

    /** @return false if the end has fewer steps */
    private boolean isInterrupted(int step, boolean withdrawn) throws Exception {
        String name = "end" + step;
        drop(name + "-kept.png", TestPictures.png(200, 200, step));
        drop(name + "-failed.png", TestPictures.png(200, 200, -step));
        drop(name + ".csv", table(name));
        await().until(() -> ledger().tasksFor(name + " last").size() == UNDER_WAY);
        if (withdrawn) {
            template().requestBody("direct:vidu-batch", new BatchOrder(Wish.WITHDRAW, name + ".csv"));
            await().until(() -> run().state() == BatchState.WITHDRAWN);
        }
        files.failBefore(step);
        sandbox.finish(name);
        if (!withdrawn) {
            await().until(() -> sandbox.finish(name) > 0);
        }
        await().until(() -> files.haveFailed() || isDone(name));
        if (files.haveFailed()) {
            goOn(name);
        }
        boolean interrupted = files.haveFailed();
        files.mend();
        assertEnd(name, withdrawn);
        return interrupted;
    }

    private BatchRun run() {
        return bean(context, "viduBatches", Batches.class)
                .running()
                .iterator()
                .next()
                .run();
    }

    private static String table(String name) {
        return "mode,prompt,image_1,duration\n"
                + "image-to-video,%1$s first,%1$s-kept.png,1\n".formatted(name)
                + "image-to-video,%1$s second sandbox:fail=CONTENT_VIOLATION,%1$s-failed.png,1\n".formatted(name)
                + "text-to-video,%1$s last[3] sandbox:never,,1\n".formatted(name)
                + "text-to-video,%1$s last[4] sandbox:never,,1\n".formatted(name)
                + "text-to-video,%1$s last[5] sandbox:never,,1\n".formatted(name);
    }

    private boolean isDone(String name) throws IOException {
        return Files.exists(done().resolve(name + ".csv"))
                && !names(inbox()).contains(name + ".csv")
                && growing().isEmpty();
    }

    /** The next process finds what the one before had told, and makes no row again. */
    private void goOn(String name) throws Exception {
        stopContext();
        boolean wasThere = names(inbox()).contains(name + ".csv");
        boolean wasMarked = names(batches()).contains("." + name + ".csv.batch");
        int submits = ledger().submitsFor(name);
        files.failBefore(Integer.MAX_VALUE);
        try (LogTrap log = LogTrap.of("vidu.batch", Level.INFO)) {
            startAgain();
            if (wasThere) {
                await().atMost(Duration.ofSeconds(30)).until(() -> isDone(name));
                assertThat(wasMarked).isTrue();
                assertThat(log.text()).contains("rows=5: goes on where an earlier process left it");
            }
        }
        assertThat(ledger().submitsFor(name)).isEqualTo(submits);
        for (String left : growing()) {
            Files.delete(batches().resolve(left));
        }
    }

    private void assertEnd(String name, boolean withdrawn) throws IOException {
        List<CSVRecord> report = rows(done().resolve(name + ".csv.report.csv"));
        assertThat(report)
                .extracting(row -> row.get("state") + row.get("code"))
                .containsExactly(
                        "STORED",
                        "FAILEDCONTENT_VIOLATION",
                        "STORED",
                        "STORED",
                        withdrawn ? "FAILEDCANCELLED" : "STORED");
        assertThat(ledger().tasksFor(name)).hasSize(withdrawn ? 4 : 5);
        assertThat(names(done()))
                .filteredOn(found -> found.startsWith(name + "."))
                .containsExactly(
                        name + ".csv", name + ".csv.failed.csv", name + ".csv.images", name + ".csv.report.csv");
        assertThat(names(done().resolve(name + ".csv.images"))).containsExactly(name + "-kept.png");
        assertThat(names(inbox())).contains(name + "-failed.png").doesNotContain(name + "-kept.png", name + ".csv");
    }
}
