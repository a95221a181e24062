package dev.viduroutes.batch;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.journal.BatchTable;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.request.Admission;
import dev.viduroutes.settings.BatchSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.template.DocumentCompletion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens batches: their rows, and their reports as far as an earlier process came. */
public final class BatchOpener {

    /** Whoever corrects a batch looks at no more at once. */
    private static final int MOST_PROBLEMS = 50;

    private final BatchSettings settings;
    private final int mostIdle;
    private final BatchTable table;
    private final DurableFiles files;
    private final DocumentCompletion completion;
    private final Admission admission;
    private final RowRoute route;
    private final WorkerPool pool;
    private final BatchReaders ofNew;
    private final BatchReaders ofBegun = BatchReaders.ofBegun();

    public BatchOpener(
            Settings settings,
            BatchTable table,
            DurableFiles files,
            DocumentCompletion completion,
            Admission admission,
            RowRoute route,
            WorkerPool pool) {
        this.settings = settings.batches();
        mostIdle = settings.caps().waiting();
        this.table = table;
        this.files = files;
        this.completion = completion;
        this.admission = admission;
        this.route = route;
        this.pool = pool;
        ofNew = new BatchReaders(settings);
    }

    /**
     * @param begun whether rows of it were made before: whatever today's rules say, what was paid is fetched
     * @param envelope of the message that it came in, where outcomes of rows go; or null
     * @throws RequestRefusedException if it can't be read as rows, or a row is wrong and that is to refuse the whole
     */
    OpenBatch open(Batch batch, boolean begun, Object envelope) throws IOException, SQLException {
        if (settings.refusesInvalid() && !begun) {
            checkRows(batch);
        }
        BatchReaders readers = begun ? ofBegun : ofNew;
        BatchReader reader = new ResumableReader(() -> reader(batch, readers));
        try {
            Checkpoint checkpoint = checkpoint(batch);
            BatchFile file = batch.file();
            BatchReport report =
                    new BatchReports(readers, files).open(checkpoint.path(), file.path(), file.name(), file.format());
            // While videos of some rows are delivered, others take the slots that are free.
            BatchRun run = new BatchRun(
                    reader,
                    report,
                    route.starter(batch, envelope, pool),
                    2 * settings.inFlight(),
                    mostIdle,
                    pool,
                    new BatchTrouble(batch, System::nanoTime));
            return new OpenBatch(batch, checkpoint, reader, report, run);
        } catch (IOException | SQLException | RuntimeException failed) {
            reader.close();
            throw failed;
        }
    }

    private synchronized Checkpoint checkpoint(Batch batch) throws IOException, SQLException {
        return Checkpoint.claim(settings.directory(), batch, files, table::isWorkedOn);
    }

    private static BatchReader reader(Batch batch, BatchReaders readers) throws IOException {
        BatchFile file = batch.file();
        return readers.open(file.path(), file.name(), file.format());
    }

    private void checkRows(Batch batch) throws IOException {
        List<Problem> problems = new ArrayList<>();
        try (BatchReader rows = reader(batch, ofNew)) {
            for (Optional<BatchRow> row = rows.next();
                    row.isPresent() && problems.size() < MOST_PROBLEMS;
                    row = rows.next()) {
                problems.addAll(problems(batch, row.get()));
            }
        }
        if (!problems.isEmpty()) {
            throw new RequestRefusedException(Failure.invalid(problems));
        }
    }

    private List<Problem> problems(Batch batch, BatchRow row) throws IOException {
        if (row.document().isEmpty()) {
            return RowFailures.problems(row);
        }
        byte[] document = row.document().get().toString().getBytes(StandardCharsets.UTF_8);
        try {
            return RowFailures.at(
                    row,
                    admission
                            .admit(
                                    completion.complete(row.document().get()),
                                    new RowOfBatch(batch, row, false).source(),
                                    document)
                            .request()
                            .problems());
        } catch (RequestRefusedException refused) {
            return RowFailures.at(row, refused.failure().problems());
        }
    }
}
