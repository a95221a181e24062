package dev.viduroutes.batch;

import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.inflight.IdlePlaces;
import dev.viduroutes.inflight.Place;
import dev.viduroutes.journal.BatchState;
import dev.viduroutes.lifecycle.StoppingException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The rows of one batch, started one after the other as far as there are places in a window: each that ends makes place for the
 * next, and so does one that waits for what may take days, up to a bound. No thread waits, and no more of the batch is in memory than the window. Thread-safe.
 */
final class BatchRun {

    private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);

    private final BatchReader reader;
    private final BatchReport report;
    private final RowStarter starter;
    private final int window;
    private final ScheduledExecutorService pool;
    private final BatchTrouble trouble;
    private final IdlePlaces idle;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger signals = new AtomicInteger();
    private volatile BatchState state = BatchState.RUNNING;
    private volatile boolean atEnd;
    private volatile boolean empty = true;
    private volatile boolean unreadable;
    private volatile boolean stopped;
    private volatile Optional<Exception> broken = Optional.empty();

    /** Has a row made, or tells why it is none, and calls back once its outcome is in the report. */
    interface RowStarter {

        void start(BatchRow row, boolean withdrawn, Place place, RowListener listener);
    }

    /** Hears that a row has its outcome, or that it could not have one now. */
    interface RowListener {

        void ended(Optional<? extends Throwable> failure);
    }

    BatchRun(
            BatchReader reader,
            BatchReport report,
            RowStarter starter,
            int window,
            int mostIdle,
            ScheduledExecutorService pool,
            BatchTrouble trouble) {
        this.reader = reader;
        this.report = report;
        this.starter = starter;
        this.window = window;
        this.pool = pool;
        this.trouble = trouble;
        idle = new IdlePlaces(mostIdle, System::nanoTime, this::signal);
    }

    /**
     * Starts the rows.
     *
     * @return completes when each row has its outcome; exceptionally once none is under way any more and the others can't be
     *     started: with {@link StoppingException} at a stop, with {@link RequestRefusedException} if what follows is no row
     */
    CompletionStage<Void> start() {
        signal();
        return end;
    }

    /** Goes on as a person wants. */
    void follow(BatchState wanted) {
        if (state != wanted) {
            state = wanted;
            signal();
        }
    }

    /** Starts nothing more. */
    void stop(Exception why) {
        stopped = true;
        if (broken.isEmpty()) {
            broken = Optional.of(why);
        }
        signal();
    }

    BatchState state() {
        return state;
    }

    /** @return rows that were started and have no outcome yet */
    int underWay() {
        return underWay.get();
    }

    /** On another thread: rows that end at once would pile up on the stack. */
    private void signal() {
        if (signals.getAndIncrement() == 0) {
            try {
                pool.execute(this::pump);
            } catch (RejectedExecutionException closed) {
                pump();
            }
        }
    }

    /** Never on two threads at once: who signals meanwhile has it go round once more. */
    private void pump() {
        int seen;
        do {
            seen = signals.get();
            fill();
        } while (!signals.compareAndSet(seen, 0));
    }

    private void fill() {
        try {
            while (hasRoom()) {
                Optional<BatchRow> next = reader.next();
                atEnd = next.isEmpty();
                empty &= atEnd;
                next.filter(row -> !report.has(row.number())).ifPresent(this::begin);
            }
        } catch (NoSuchFileException gone) {
            broken = Optional.of(gone);
        } catch (IOException passing) {
            readAgainLater(passing);
        } catch (RuntimeException refused) {
            broken = Optional.of(refused);
        } catch (Error defect) {
            broken = Optional.of(new IllegalStateException("the rows of a batch can't be read", defect));
        }
        if (atEnd && empty) {
            broken = Optional.of(withoutRows());
        }
        if (underWay.get() == 0 && (atEnd || broken.isPresent())) {
            finish();
        }
    }

    static RequestRefusedException withoutRows() {
        return new RequestRefusedException(
                "document", "one without rows", "it must have at least one row below the names of its columns");
    }

    /** The disk or the share is away: rows under way go on meanwhile. */
    private void readAgainLater(IOException why) {
        trouble.unreadable(why);
        unreadable = true;
        later(() -> {
            unreadable = false;
            signal();
        });
    }

    private boolean later(Runnable next) {
        try {
            pool.schedule(next, BEFORE_RETRY.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    private boolean hasRoom() {
        return !atEnd
                && !unreadable
                && broken.isEmpty()
                && state != BatchState.PAUSED
                && underWay.get() - idle.count() < window;
    }

    private void begin(BatchRow row) {
        underWay.incrementAndGet();
        start(row);
    }

    private void start(BatchRow row) {
        if (stopped) {
            leave();
            return;
        }
        Place place = idle.place();
        RowListener listener = once(failure -> {
            place.busy();
            ended(row, failure);
        });
        try {
            starter.start(row, state == BatchState.WITHDRAWN, place, listener);
        } catch (RuntimeException | Error broken) {
            listener.ended(Optional.of(broken));
        }
    }

    /** A row that ends twice would make two places of one. */
    private static RowListener once(RowListener listener) {
        AtomicBoolean ended = new AtomicBoolean();
        return failure -> {
            if (ended.compareAndSet(false, true)) {
                listener.ended(failure);
            }
        };
    }

    /** What stopped a row may be over soon: another process that worked on the same request, for example. */
    private void ended(BatchRow row, Optional<? extends Throwable> failure) {
        if (failure.isEmpty() || stopped) {
            leave();
            return;
        }
        trouble.waits(row, failure.get());
        if (!later(() -> start(row))) {
            leave();
        }
    }

    private void leave() {
        underWay.decrementAndGet();
        signal();
    }

    private void finish() {
        if (broken.isPresent()) {
            end.completeExceptionally(broken.get());
        } else {
            end.complete(null);
        }
    }
}
