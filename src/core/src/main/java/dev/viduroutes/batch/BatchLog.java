package dev.viduroutes.batch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of batches: their beginning and end, and a line for each thousand rows, or each minute. Thread-safe. */
final class BatchLog {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.batch");
    private static final long ROWS = 1_000;
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private record Told(long rows, long nanos) {}

    private final LongSupplier nanos;
    private final Map<String, Told> told = new HashMap<>();

    /** @param nanos monotonic clock, for example System::nanoTime */
    BatchLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void began(Batch batch, long rows) {
        told.put(batch.id(), new Told(rows, nanos.getAsLong()));
        if (rows == 0) {
            LOG.info("batch={} name={} state=RUNNING", batch.shortId(), batch.recordName());
        } else {
            LOG.info(
                    "batch={} name={} state=RUNNING rows={}: goes on where an earlier process left it",
                    batch.shortId(),
                    batch.recordName(),
                    rows);
        }
    }

    /** To be called often; says something now and then. */
    synchronized void progressed(OpenBatch open) {
        BatchTotals totals = open.report().totals();
        long rows = open.report().rows();
        Told before = told.getOrDefault(open.batch().id(), new Told(0, nanos.getAsLong()));
        boolean late = nanos.getAsLong() - before.nanos() >= INTERVAL.toNanos();
        if (rows - before.rows() >= ROWS || late && rows > before.rows()) {
            told.put(open.batch().id(), new Told(rows, nanos.getAsLong()));
            LOG.info(
                    "batch={} name={} state={} rows={} stored={} failed={} underWay={}",
                    open.batch().shortId(),
                    open.batch().recordName(),
                    open.run().state(),
                    rows,
                    totals.stored(),
                    totals.failed(),
                    open.run().underWay());
        }
    }

    synchronized void wanted(OpenBatch open) {
        LOG.info(
                "batch={} name={} state={}: a person asked for it",
                open.batch().shortId(),
                open.batch().recordName(),
                open.run().state());
    }

    synchronized void ended(Batch batch, BatchOutcome outcome) {
        told.remove(batch.id());
        LOG.info(
                "batch={} name={} state={} rows={} stored={} failed={} billedSeconds={}",
                batch.shortId(),
                batch.recordName(),
                outcome.state(),
                outcome.rows(),
                outcome.stored(),
                outcome.failed(),
                outcome.billedSeconds());
    }

    synchronized void left(Batch batch) {
        told.remove(batch.id());
    }

    /** The lease ends by itself, and the next process looks at what it finds. */
    void kept(Batch batch, Exception why) {
        LOG.debug("batch={} can't be let go of", batch.shortId(), why);
    }
}
