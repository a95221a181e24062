package dev.viduroutes.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Outcomes;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What was asked, what was paid, and who works on it, on disk before the next step is made. A write that finds another
 * state or epoch than it expects changes nothing.
 */
public final class Journal {

    private final TaskStore store;
    private final AttemptTable attempts;
    private final Duration lease;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Owner self;
    private final Holdings held = new Holdings();
    private final ObjectMapper json = Outcomes.readableMapper().disable(SerializationFeature.INDENT_OUTPUT);

    /** @param nanos a clock that nobody sets */
    Journal(Database database, Duration lease, InstantSource clock, LongSupplier nanos, Owner self) {
        this.store = new TaskStore(database);
        this.attempts = new AttemptTable(database);
        this.lease = lease;
        this.clock = clock;
        this.nanos = nanos;
        this.self = self;
    }

    /**
     * Takes a request that was just admitted, unless somebody has it or it is settled.
     *
     * @throws SQLException if the database can't be asked; the request must wait
     */
    public Claim claim(Task admitted) throws SQLException {
        Request request = admitted.request();
        if (!held.add(request.id())) {
            return new Claim.Held(self.toString());
        }
        boolean granted = false;
        try {
            Moment asked = Moment.of(clock, nanos);
            Claim claim = store.insert(request, self.toString(), asked.millis(), leaseUntil(asked))
                    ? granted(admitted, 1, asked)
                    : inspect(request);
            granted = claim.isGranted();
            return claim;
        } finally {
            if (!granted) {
                held.remove(request.id());
            }
        }
    }

    private Claim inspect(Request request) throws SQLException {
        List<Row> found = store.find(request.id());
        if (found.isEmpty()) {
            // Pruned between the two statements: whoever asks again inserts it.
            return new Claim.Held("nobody");
        }
        Row row = found.get(0);
        if (isPutBack(row, request)) {
            return takeOver(row, new Task(request));
        } else if (!row.fingerprint().equals(request.fingerprint())) {
            return new Claim.Conflict();
        } else if (row.isSettled()) {
            return new Claim.Settled(outcome(row));
        } else if (isFree(row)) {
            return takeOver(row, row.resumed(request).after(attempts.of(row.requestId())));
        }
        return new Claim.Held(row.owner());
    }

    /** Unpaid failures may be tried again when a person brings them back; the same arrival is just a kill's repetition. */
    private boolean isPutBack(Row row, Request request) throws SQLException {
        return row.state() == TaskState.FAILED
                && !row.isSameArrival(request)
                && outcome(row).failure().map(Failure::billing).orElse(Billing.UNKNOWN) == Billing.NONE;
    }

    /** Asked of what this process does not hold: what names it as owner was given up, and could not be released. */
    private boolean isFree(Row row) {
        return row.owner().isEmpty()
                || row.owner().equals(self.toString())
                || row.leaseUntil() < clock.millis()
                || Owner.isGone(row.owner(), self);
    }

    private Claim takeOver(Row row, Task task) throws SQLException {
        Moment asked = Moment.of(clock, nanos);
        return store.takeOver(row, task, self.toString(), asked.millis(), leaseUntil(asked))
                ? granted(task, row.epoch() + 1, asked)
                : new Claim.Held("another process");
    }

    private Claim granted(Task task, long epoch, Moment asked) {
        held.confirm(task.request().id(), epoch, asked);
        return new Claim.Granted(task.claimed(epoch));
    }

    /**
     * Records a step of a task, before the next one is made.
     *
     * @throws FencedException if somebody took the request over
     * @throws SQLException if it could not be recorded, or the answer was lost; the next step must wait until the same
     *     call succeeds
     */
    public void record(Task task) throws SQLException {
        write(task, "");
    }

    /** Records the end of a task and what became of it, to be reported again whenever the request comes again. */
    public void settle(Task task, Outcome outcome) throws SQLException {
        try {
            write(task, json.writeValueAsString(outcome));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an outcome can be written as JSON", impossible);
        }
    }

    private void write(Task task, String outcome) throws SQLException {
        Moment asked = Moment.of(clock, nanos);
        if (!store.write(task, outcome, asked.millis(), leaseUntil(asked))) {
            throw new FencedException(task.request().id(), task.state().name());
        }
        held.confirm(task.request().id(), task.epoch(), asked);
    }

    /**
     * Whether nobody else can have taken the request over yet, as far as this process can tell without asking: its lease
     * was extended, by a step or a heartbeat, less than half a lease ago. The other half is for what is under way when
     * the answer is given, and for clocks that differ.
     */
    public boolean surelyHolds(Task task) {
        return held.isConfirmed(task.request().id(), task.epoch(), Moment.of(clock, nanos), lease.dividedBy(2));
    }

    /**
     * Records a task id that came after the request was taken over: whoever has it now, and holds it for uncertain, finds
     * the task; if it was submitted again meanwhile, only the bill will tell of it.
     *
     * @return whether somebody waited for it
     */
    public boolean recordLate(Task task) throws SQLException {
        boolean awaited = store.writeLate(task);
        if (!awaited) {
            attempts.addLateId(task);
        }
        return awaited;
    }

    /** @return the id of a task that was found out since the request became uncertain, empty if none was */
    public String lateTaskId(Task task) throws SQLException {
        return store.taskIds(task.request().id(), task.epoch()).stream()
                .findFirst()
                .orElse("");
    }

    /** Lets go of a request that stays at its source, so that the next who brings it need not wait for the lease. */
    public void release(Task task) throws SQLException {
        held.remove(task.request().id());
        store.release(task.request().id(), task.epoch());
    }

    /** Forgets that this process works on a request that is settled. */
    public void leave(Task task) {
        held.remove(task.request().id());
    }

    /** Extends the lease of everything that this process works on, and releases what it left unfinished. */
    public void heartbeat() throws SQLException {
        Moment asked = Moment.of(clock, nanos);
        store.extend(self.toString(), leaseUntil(asked));
        for (Row row : store.ownedBy(self.toString())) {
            if (held.contains(row.requestId())) {
                held.confirm(row.requestId(), row.epoch(), asked);
            } else {
                store.release(row.requestId(), row.epoch());
            }
        }
    }

    /** @return the requests that were sent, and hold a slot although nobody works on them */
    public List<Orphan> orphans() throws SQLException {
        return store.sentWithSlot().stream()
                .filter(row -> !held.contains(row.requestId()) && isFree(row))
                .map(row -> new Orphan(row.requestId(), row.epoch(), row.taskId(), row.model(), row.state()))
                .toList();
    }

    /** Forgets what was settled longer ago than this. */
    public void prune(Duration retention) throws SQLException {
        store.deleteSettled(clock.millis() - retention.toMillis());
        attempts.deleteForgotten();
    }

    /** Releases everything, since nobody here works on it any longer. */
    void releaseAll() throws SQLException {
        held.clear();
        store.releaseAll(self.toString());
    }

    private long leaseUntil(Moment asked) {
        return asked.millis() + lease.toMillis();
    }

    private Outcome outcome(Row row) throws SQLException {
        try {
            return json.readValue(row.outcome(), Outcome.class);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("the journal's outcome of request " + row.requestId() + " is not readable", damaged);
        }
    }
}
