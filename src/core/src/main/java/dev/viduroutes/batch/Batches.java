package dev.viduroutes.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.intake.TakenFile;
import dev.viduroutes.journal.BatchState;
import dev.viduroutes.journal.BatchTable;
import dev.viduroutes.journal.FencedException;
import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.lifecycle.StopSignal;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.money.Prices;
import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.withdrawal.WithdrawalOrder;
import dev.viduroutes.withdrawal.Withdrawals;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.util.ObjectHelper;

/** The batches that this process works on, step by step as the routes have it. Thread-safe. */
public final class Batches implements StopListener {

    private final BatchTable table;
    private final BatchOpener opener;
    private final BatchResults results;
    private final StopSignal stop;
    private final Withdrawals withdrawals;
    private final boolean tellsRows;
    private final Prices prices;
    private final BatchLog log = new BatchLog(System::nanoTime);
    private final Map<String, Claimed> claimed = new ConcurrentHashMap<>();
    private final Map<String, OpenBatch> open = new ConcurrentHashMap<>();

    /**
     * How a batch was found.
     *
     * @param begun whether rows of it were made before
     */
    private record Claimed(BatchState state, boolean begun) {}

    public Batches(
            Settings settings,
            BatchTable table,
            BatchOpener opener,
            DurableFiles files,
            StopSignal stop,
            Withdrawals withdrawals) {
        this.table = table;
        this.opener = opener;
        this.stop = stop;
        this.withdrawals = withdrawals;
        prices = Prices.of(settings);
        results = new BatchResults(settings, files);
        tellsRows = settings.batches().rowOutcomes();
    }

    /** @return the batch that a file is */
    public Batch identify(BatchFile file) throws IOException {
        return new Batch(file.id(), file);
    }

    /** @return whether it is ours to work on; false while another process, or another message, works on the same */
    public boolean claim(Batch batch) throws SQLException {
        // First: a claim that was granted and then lost in an exception would never be granted again.
        boolean begun = table.hasRows(batch.id());
        Optional<BatchState> state = table.claim(batch.id(), batch.recordName());
        state.ifPresent(known -> claimed.put(batch.id(), new Claimed(known, begun)));
        return state.isPresent();
    }

    /**
     * Opens a batch that was claimed.
     *
     * @param envelope of the message that it came in, or null
     * @throws RequestRefusedException if it is none
     */
    public void open(Batch batch, Object envelope) throws IOException, SQLException {
        Claimed found = claimed.get(batch.id());
        OpenBatch opened = opener.open(batch, found.begun(), envelope);
        opened.run().follow(found.state());
        open.put(batch.id(), opened);
        log.began(batch, opened.report().rows());
    }

    /** @return completes when each row of an open batch has its outcome */
    public CompletionStage<Void> run(Batch batch) {
        OpenBatch opened = open.get(batch.id());
        if (stop.hasBegun()) {
            // It may not have been there when all others were told.
            opened.run().stop(new StoppingException());
        }
        return opened.run().start();
    }

    /**
     * Adds what became of a row to the report of its batch.
     *
     * @throws FencedException if another process works on the batch by now
     */
    public void report(RowOfBatch row, Outcome outcome) throws IOException, SQLException {
        checkLease(row).report().append(row.row(), outcome);
    }

    /** @return its batch. The lease is looked at in memory: only a process that stood still asks the journal */
    private OpenBatch checkLease(RowOfBatch row) throws SQLException {
        OpenBatch opened = row == null ? null : open.get(row.batch().id());
        if (opened == null) {
            throw new StoppingException();
        }
        if (!table.isLeaseConfirmed(opened.batch().id())) {
            renewLease(opened);
        }
        return opened;
    }

    private BatchState renewLease(OpenBatch opened) throws SQLException {
        Optional<BatchState> wanted = note(opened);
        if (wanted.isEmpty()) {
            FencedException takenOver = FencedException.ofBatch(opened.batch().id());
            opened.run().stop(takenOver);
            throw takenOver;
        }
        return wanted.get();
    }

    /**
     * Called before a row takes its way. One of a batch that was withdrawn is withdrawn; what becomes of it the journal decides: it may
     * have been submitted before, by an earlier process.
     *
     * @throws FencedException if another process works on the batch by now
     */
    public void begin(RowOfBatch row) throws SQLException {
        checkLease(row);
        if (row.isWithdrawn()) {
            withdrawals.run(WithdrawalOrder.of(row.requestId()));
        }
    }

    /** @return whether the outcome of each row goes where that of its batch does */
    public boolean tellsRows(RowOfBatch row) {
        return tellsRows && row.batch().source().isMessage();
    }

    /**
     * @param file null if it did not come as a file
     * @throws BatchChangedException if it was still written to after it was taken
     */
    public void checkUnchanged(Batch batch, TakenFile file) throws IOException {
        if (file != null && !file.isUnchanged()) {
            throw new BatchChangedException(batch);
        }
    }

    /**
     * @param message null if it did not come as one
     * @param taken null if it is no file of the intake folder
     * @return what is kept of a batch that can't be read; nothing of a file of the intake folder, which is moved as it is: it may be vast
     */
    public Object original(InboundMessage message, BatchFile file, TakenFile taken) {
        return taken == null ? InboundMessage.original(message, file.path().toFile()) : new byte[0];
    }

    /**
     * Writes what became of a batch, each row of which has its outcome; then the batch itself leaves its source. One at a time: where
     * two of one name end at once, the later one moves the earlier one's report aside, and does not write over it.
     *
     * @param file null if it did not come as a file
     * @throws FencedException if another process works on it by now
     */
    public synchronized BatchOutcome finish(Batch batch, TakenFile file) throws IOException, SQLException {
        OpenBatch opened = open.get(batch.id());
        renewLease(opened);
        BatchResults.Written written = results.write(opened, file);
        BatchOutcome outcome = outcome(opened, written.report());
        renewLease(opened);
        table.done(batch.id());
        results.moveAway(opened, file, written.pictures());
        opened.finished();
        log.ended(batch, outcome);
        return outcome;
    }

    private BatchOutcome outcome(OpenBatch opened, Path report) {
        BatchTotals totals = opened.report().totals();
        boolean withdrawn = opened.run().state() == BatchState.WITHDRAWN;
        return new BatchOutcome(
                opened.batch().id(),
                (withdrawn ? BatchState.WITHDRAWN : BatchState.DONE).name(),
                opened.batch().source(),
                opened.report().rows(),
                totals.stored(),
                totals.failed(),
                totals.seconds(),
                prices.amount(totals.cost())
                        .filter(known ->
                                totals.cost().signum() > 0 || totals.doubtful().signum() == 0),
                prices.amount(totals.doubtful())
                        .filter(doubtful -> totals.doubtful().signum() > 0),
                report.toString(),
                totals.firstFailed());
    }

    /**
     * Lets go of a batch, whatever became of it.
     *
     * @param batch null if there is none
     * @param failure why it is none, if that is why it ends; or null
     */
    public void leave(Batch batch, Failure failure) {
        if (batch == null || claimed.remove(batch.id()) == null) {
            return;
        }
        OpenBatch opened = open.remove(batch.id());
        log.left(batch);
        if (failure != null) {
            attempt(batch, () -> table.done(batch.id()));
        }
        attempt(batch, () -> table.release(batch.id()));
        if (opened != null) {
            if (failure != null && opened.report().rows() == 0) {
                // A report that says nothing.
                opened.finished();
            }
            attempt(batch, opened::close);
        }
    }

    private interface Step {

        void run() throws SQLException, IOException;
    }

    private void attempt(Batch batch, Step step) {
        try {
            step.run();
        } catch (SQLException | IOException unavailable) {
            log.kept(batch, unavailable);
        }
    }

    /** To be called every second: shows other processes that this one lives, and learns what people want. */
    public void look() throws SQLException {
        for (OpenBatch one : open.values()) {
            try {
                look(one);
                log.progressed(one);
            } catch (FencedException takenOver) {
                // Its rows are stopped, and the other batches are looked at.
                continue;
            }
        }
    }

    private void look(OpenBatch one) throws SQLException {
        BatchState wanted = renewLease(one);
        if (wanted != BatchState.DONE && wanted != one.run().state()) {
            one.run().follow(wanted);
            log.wanted(one);
        }
        if (one.run().state() == BatchState.WITHDRAWN) {
            withdrawRowsThatWait(one);
        }
    }

    /** Asked each time: a row that was started just before the batch was withdrawn may be in the journal only now. */
    private void withdrawRowsThatWait(OpenBatch one) throws SQLException {
        List<String> waiting = table.rowsToSubmit(one.batch().id());
        if (!waiting.isEmpty()) {
            withdrawals.run(new WithdrawalOrder(waiting, false));
        }
    }

    private Optional<BatchState> note(OpenBatch one) throws SQLException {
        BatchTotals totals = one.report().totals();
        return table.note(one.batch().id(), one.report().rows(), totals.stored(), totals.failed(), totals.seconds());
    }

    /** No further row is started. Rows that wait are woken by the queues that they wait in. */
    @Override
    public void endWaits() {
        open.values().forEach(one -> one.run().stop(new StoppingException()));
    }

    /**
     * @throws Exception this one, unless it is a defect of the gateway, by which the batch ends: else it stays where it is. What can't
     *     be read or written now is none.
     */
    public void checkDefect(Exception failure) throws Exception {
        if (!isDefect(failure)) {
            throw failure;
        }
    }

    private boolean isDefect(Exception failure) {
        return !stop.hasBegun()
                && ObjectHelper.getException(StoppingException.class, failure) == null
                && ObjectHelper.getException(FencedException.class, failure) == null
                && ObjectHelper.getException(RejectedExecutionException.class, failure) == null
                && ObjectHelper.getException(BatchChangedException.class, failure) == null
                && (ObjectHelper.getException(IOException.class, failure) == null
                        || ObjectHelper.getException(JsonProcessingException.class, failure) != null);
    }

    /** @return whether it is a batch of which no further row is started until a person wants it */
    boolean isPaused(TakenFile file) {
        return open.values().stream()
                .anyMatch(one -> one.run().state() == BatchState.PAUSED
                        && one.batch().file().path().equals(file.path()));
    }

    /** @return batches that this process has open and that are paused */
    public long paused() {
        return open.values().stream()
                .filter(one -> one.run().state() == BatchState.PAUSED)
                .count();
    }

    /** @return the others that it has open */
    public long active() {
        return open.size() - paused();
    }

    /** @return rows of them that were started and have no outcome yet */
    public int rowsUnderWay() {
        return open.values().stream().mapToInt(one -> one.run().underWay()).sum();
    }

    /** @return those that this process works on */
    Collection<OpenBatch> running() {
        return List.copyOf(open.values());
    }
}
