package dev.viduroutes.batch;

import java.io.Closeable;
import java.io.IOException;

/** A batch that this process works on: open as long as its rows are. */
final class OpenBatch implements Closeable {

    private final Batch batch;
    private final Checkpoint checkpoint;
    private final BatchReader reader;
    private final BatchReport report;
    private final BatchRun run;
    private volatile boolean finished;

    OpenBatch(Batch batch, Checkpoint checkpoint, BatchReader reader, BatchReport report, BatchRun run) {
        this.batch = batch;
        this.checkpoint = checkpoint;
        this.reader = reader;
        this.report = report;
        this.run = run;
    }

    Batch batch() {
        return batch;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    BatchReport report() {
        return report;
    }

    BatchRun run() {
        return run;
    }

    /** What became of it is safe elsewhere. */
    void finished() {
        finished = true;
    }

    @Override
    public void close() throws IOException {
        try (reader) {
            report.close();
        }
        if (finished) {
            checkpoint.remove();
        }
    }
}
