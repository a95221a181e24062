package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.inflight.Place;
import dev.viduroutes.journal.BatchState;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The window of a batch, on the thread of the test. */
class BatchRunTest {

    private static final int WINDOW = 3;

    private final Set<Long> told = new HashSet<>();
    private final Map<Long, BatchRun.RowListener> started = new LinkedHashMap<>();
    private final Map<Long, Place> places = new HashMap<>();
    private final List<Long> withdrawn = new ArrayList<>();
    private final OwnThread pool = new OwnThread();
    private long read;
    private long last = 7;
    private Optional<RuntimeException> unreadable = Optional.empty();
    private Optional<IOException> unreadableNow = Optional.empty();
    private int refusedReads;
    private Optional<Error> defect = Optional.empty();
    private Optional<Error> atStartOfRowTwo = Optional.empty();
    private long nanos;

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    private BatchRun run() {
        return new BatchRun(reader(), report(), this::start, WINDOW, 4, pool, new BatchTrouble(batch(), () -> nanos));
    }

    private static Batch batch() {
        Source source = Source.ofFile("shots.csv", 0);
        return new Batch("0123456789abcdef", new BatchFile(source, Path.of("shots.csv"), BatchFormat.CSV, false));
    }

    private void start(BatchRow row, boolean cancelled, Place place, BatchRun.RowListener listener) {
        if (row.number() == 2) {
            atStartOfRowTwo.ifPresent(error -> {
                throw error;
            });
        }
        if (cancelled) {
            withdrawn.add(row.number());
        }
        started.put(row.number(), listener);
        places.put(row.number(), place);
    }

    private void end(long row) {
        told.add(row);
        started.remove(row).ended(Optional.empty());
    }

    @Test
    void eachRowThatEndsMakesPlaceForTheNext() {
        CompletableFuture<Void> end = run().start().toCompletableFuture();
        assertThat(started).containsOnlyKeys(1L, 2L, 3L);
        assertThat(read).as("no more is read than is under way").isEqualTo(3);

        end(2);
        assertThat(started).containsOnlyKeys(1L, 3L, 4L);
        for (long row : List.of(1L, 3L, 4L, 5L, 6L)) {
            end(row);
        }
        assertThat(end).isNotDone();
        end(7);

        assertThat(end).isCompleted();
    }

    @Test
    void rowsThatStandInTheReportAreNotStarted() {
        told.addAll(List.of(1L, 2L, 3L, 4L, 5L));

        run().start();

        assertThat(started).containsOnlyKeys(6L, 7L);
    }

    @Test
    void aPauseLetsWhatIsUnderWayEndAndStartsNothing() {
        BatchRun run = run();
        run.start();
        run.follow(BatchState.PAUSED);
        List.of(1L, 2L, 3L).forEach(this::end);
        assertThat(started).isEmpty();

        run.follow(BatchState.RUNNING);

        assertThat(started).containsOnlyKeys(4L, 5L, 6L);
    }

    @Test
    void whatIsWithdrawnIsToldAsSuch() {
        BatchRun run = run();
        run.start();
        run.follow(BatchState.WITHDRAWN);

        end(1);

        assertThat(withdrawn).containsExactly(4L);
    }

    @Test
    void aStopWaitsForWhatIsUnderWayAndNoLonger() {
        BatchRun run = run();
        CompletableFuture<Void> end = run.start().toCompletableFuture();
        run.stop(new StoppingException());
        List.of(1L, 2L).forEach(row -> started.remove(row).ended(Optional.of(new StoppingException())));
        assertThat(end).isNotDone();

        end(3);

        assertThat(end).isCompletedExceptionally();
        assertThat(started).isEmpty();
    }

    @Test
    void aRowThatHearsOfAStopFirstIsNoTrouble() {
        run().start();
        try (LogTrap log = LogTrap.of("vidu.batch", Level.INFO)) {
            started.remove(1L).ended(Optional.of(new StoppingException()));

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void whatCanNotBeReadEndsItOnceTheRowsBeforeHaveTheirOutcomes() {
        last = 2;
        unreadable = Optional.of(new RequestRefusedException("line", "too long", "it must be shorter"));
        CompletableFuture<Void> end = run().start().toCompletableFuture();
        end(1);
        assertThat(end).isNotDone();

        end(2);

        assertThat(end).isCompletedExceptionally();
    }

    @Test
    void aRowThatCouldNotBeWorkedOnIsTriedAgain() {
        run().start();
        started.remove(2L).ended(Optional.of(new IllegalStateException("somebody else has it")));
        assertThat(started).containsOnlyKeys(1L, 3L);

        pool.runLater();

        assertThat(started).containsOnlyKeys(1L, 2L, 3L);
    }

    @Test
    void rowsThatCanNotBeReadNowAreReadLaterAndToldOnce() {
        CompletableFuture<Void> end = run().start().toCompletableFuture();
        unreadableNow = Optional.of(new IOException("Stale file handle"));
        try (LogTrap log = LogTrap.of("vidu.batch", Level.INFO)) {
            List.of(1L, 2L, 3L).forEach(this::end);
            for (int i = 0; i < 20; i++) {
                pool.runLater();
            }
            assertThat(end).isNotDone();
            assertThat(log.lines())
                    .containsExactly("WARN vidu.batch batch=0123456789ab name=shots.csv can't be read now: IOException:"
                            + " Stale file handle; its next rows wait until it can");
            nanos += Duration.ofMinutes(6).toNanos();
            pool.runLater();
            assertThat(log.lines()).as("a reminder").hasSize(2);
        }

        unreadableNow = Optional.empty();
        pool.runLater();

        assertThat(started).containsOnlyKeys(4L, 5L, 6L);
    }

    @Test
    void anUnreadableBatchIsAskedForRowsOnceASecondHoweverManyEnd() {
        run().start();
        unreadableNow = Optional.of(new IOException("Stale file handle"));
        List.of(1L, 2L, 3L).forEach(this::end);

        assertThat(refusedReads).isOne();
    }

    @Test
    void aFileThatIsGoneEndsIt() {
        unreadableNow = Optional.of(new NoSuchFileException("shots.csv"));

        assertThat(run().start().toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aDefectOfTheReaderEndsItInsteadOfLeavingItForEver() {
        CompletableFuture<Void> end = run().start().toCompletableFuture();
        defect = Optional.of(new StackOverflowError());
        List.of(1L, 2L).forEach(this::end);
        assertThat(end).isNotDone();

        end(3);

        assertThat(end)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withStackTraceContaining("StackOverflowError");
    }

    @Test
    void aRowThatCouldNotEvenBeginIsTriedAgainAndToldOnce() {
        atStartOfRowTwo = Optional.of(new NoClassDefFoundError("org/example/Missing"));
        try (LogTrap log = LogTrap.of("vidu.batch", Level.INFO)) {
            run().start();
            pool.runLater();
            pool.runLater();
            assertThat(log.lines())
                    .containsExactly("WARN vidu.batch batch=0123456789ab name=shots.csv row=2 waits:"
                            + " NoClassDefFoundError: org/example/Missing; it is tried until it succeeds");
        }
        assertThat(started).containsOnlyKeys(1L, 3L);

        atStartOfRowTwo = Optional.empty();
        pool.runLater();

        assertThat(started).containsOnlyKeys(1L, 2L, 3L);
    }

    @Test
    void aRowThatIsToldTwiceMakesOnePlace() {
        run().start();
        BatchRun.RowListener listener = started.get(1L);
        end(1);

        listener.ended(Optional.empty());
        listener.ended(Optional.of(new IllegalStateException("late")));
        pool.runLater();

        assertThat(started).containsOnlyKeys(2L, 3L, 4L);
    }

    private BatchReader reader() {
        return new BatchReader() {
            @Override
            public Optional<BatchRow> next() throws IOException {
                if (unreadableNow.isPresent()) {
                    refusedReads++;
                    throw unreadableNow.get();
                }
                defect.ifPresent(error -> {
                    throw error;
                });
                if (read == last) {
                    unreadable.ifPresent(why -> {
                        throw why;
                    });
                    return Optional.empty();
                }
                read++;
                return Optional.of(new BatchRow(
                        read,
                        read,
                        "key-" + read,
                        Optional.of(new ObjectMapper().createObjectNode()),
                        List.of(),
                        List.of(),
                        Optional.of(List.of())));
            }

            @Override
            public BatchForm form() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
    }

    private BatchReport report() {
        return new BatchReport() {
            @Override
            public boolean has(long row) {
                return told.contains(row);
            }

            @Override
            public long rows() {
                return told.size();
            }

            @Override
            public BatchTotals totals() {
                return new BatchTotals(0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, List.of());
            }

            @Override
            public void append(BatchRow row, Outcome outcome) {}

            @Override
            public RowPictures finish(Path report, Path failed) {
                return new RowPictures();
            }

            @Override
            public void close() {}
        };
    }

    /** Runs at once what is to be run, and later what is to wait. */
    private static final class OwnThread extends ScheduledThreadPoolExecutor {

        private final List<Runnable> later = new ArrayList<>();

        OwnThread() {
            super(1);
        }

        @Override
        public void execute(Runnable work) {
            work.run();
        }

        @Override
        public java.util.concurrent.ScheduledFuture<?> schedule(
                Runnable work, long delay, java.util.concurrent.TimeUnit unit) {
            later.add(work);
            return null;
        }

        void runLater() {
            List<Runnable> due = List.copyOf(later);
            later.clear();
            due.forEach(Runnable::run);
        }
    }

    /** The window is three, and four more may wait so. */
    @Test
    void rowsThatWaitForDaysMakePlaceForOthersUpToABound() {
        last = 20;
        run().start();
        assertThat(started.keySet()).containsExactly(1L, 2L, 3L);
        places.get(1L).idle();
        assertThat(started).hasSize(4);
        for (long row = 2; row <= 7; row++) {
            places.get(row).idle();
        }
        assertThat(started).hasSize(7);

        places.get(1L).busy();
        places.get(2L).busy();
        places.get(3L).busy();
        end(1);
        assertThat(started).as("six, of which four wait so").hasSize(7);
        end(4);

        assertThat(started).as("six, of which three wait so").hasSize(6);
    }
}
