package dev.viduroutes.journal;

import dev.viduroutes.money.CapExceededException;
import dev.viduroutes.money.Quote;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was asked, what was paid, and who works on it, on disk before the next step is made. A write that finds another
 * state or epoch than it expects changes nothing.
 */
public final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.journal");

    private final Database database;
    private final TaskTable tasks;
    private final OwnerTable owners;
    private final AttemptTable attempts;
    private final LostWrites lost;
    private final WithdrawalTable withdrawals;
    private final PauseTable pauses;
    private final UnrecordedTaskIds untold = new UnrecordedTaskIds();
    private final HeldLeases held = new HeldLeases();
    private final Leases leases;
    private final Claims claims;
    private final Set<String> accounts;

    /** @param accounts those that this process has: what runs at others it leaves alone */
    Journal(Database database, Leases leases, Set<String> accounts) {
        this.database = database;
        this.accounts = accounts;
        tasks = new TaskTable(database);
        owners = new OwnerTable(database);
        attempts = new AttemptTable(database);
        lost = new LostWrites(database);
        this.leases = leases;
        withdrawals = new WithdrawalTable(database, leases);
        pauses = new PauseTable(database, leases.clock());
        claims = new Claims(tasks, attempts, new ChargeTable(database), withdrawals, held, leases, accounts);
    }

    /**
     * Takes a request that was just admitted, unless somebody has it or it is settled.
     *
     * @throws SQLException if the database can't be asked; the request must wait
     */
    public Claim claim(Task admitted) throws SQLException {
        return claim(admitted, "");
    }

    /**
     * Like {@link #claim(Task)}.
     *
     * @param traceparent where the request's trace goes on, if it has none yet: as W3C Trace Context writes it, or empty
     */
    public Claim claim(Task admitted, String traceparent) throws SQLException {
        database.checkPlace();
        return claims.claim(admitted, traceparent);
    }

    /** @return what would happen if this were put back; empty if the journal does not know it */
    public Optional<ReplayPreview> preview(Task admitted) throws SQLException {
        return claims.preview(admitted);
    }

    /** Tells of tasks that run at accounts which this process does not have: nobody else's key can ask about them. */
    void tellOfOtherAccounts() throws SQLException {
        tasks.countOfOtherAccounts(accounts)
                .forEach((account, count) -> LOG.error(
                        "account={} tasks={}: tasks run at an account that vidu.accounts does not name; their requests wait"
                                + " until it is named again, with its key",
                        account,
                        count));
    }

    /**
     * @return how many requests are not settled, whoever works on them, by the account that they are submitted with; by an empty name
     *     those that are not submitted yet
     */
    public Map<String, Long> countOpen() throws SQLException {
        return tasks.countOpen();
    }

    /**
     * Asked of a dead letter that the journal does not know as it is now.
     *
     * @param requestId under which it became one
     * @return whether the API refused another content under that id, so that this one was changed since
     */
    public boolean wasChanged(String requestId, Task now) throws SQLException {
        return claims.wasChanged(requestId, now);
    }

    /**
     * Notes that a person lets a dead letter be submitted, once, when it is put back, though it may be paid twice.
     *
     * @param outcome the end that it was decided on; a later one is another matter
     * @return whether that is what the journal has
     */
    public boolean force(Outcome outcome) throws SQLException {
        return tasks.force(outcome.requestId(), Long.toString(outcome.getSettledAtMillis()));
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

    /**
     * Records that a task is about to be submitted, like {@link #record}, and reserves what it may cost.
     *
     * @return what is reserved
     * @throws WithdrawnException if the request was withdrawn before: then it must not be
     * @throws SubmitsPausedException if submits were paused before: then it must not be now
     * @throws CapExceededException if a cap leaves less: then it must not be, either
     */
    Quote recordIntent(Task submitting, Quote quote) throws SQLException, WithdrawnException, SubmitsPausedException {
        AtomicReference<Quote> reserved = new AtomicReference<>();
        try {
            write(submitting, lease -> {
                Optional<Quote> stands = tasks.write(submitting, quote, lease);
                stands.ifPresent(reserved::set);
                return stands.isPresent();
            });
            return reserved.get();
        } catch (FencedException notWritten) {
            if (withdrawals.isWithdrawn(submitting.request().id(), submitting.epoch())) {
                throw new WithdrawnException(submitting.request().id());
            } else if (pauses.stands(submitting)) {
                throw new SubmitsPausedException(submitting.request().id());
            }
            throw notWritten;
        }
    }

    /** @return whether the video of the task is to be left unfetched, since its request was withdrawn while it ran */
    boolean isDiscarded(Task task) throws SQLException {
        return withdrawals.isDiscarded(task.request().id());
    }

    /** A withdrawal has its outcome, and counts no more. */
    void endWithdrawal(Task task) throws SQLException {
        withdrawals.forget(task.request().id());
    }

    /** Records the end of a task and what became of it, to be reported again whenever the request comes again. */
    public void settle(Task task, Outcome outcome) throws SQLException {
        write(task, OutcomeCodec.of(outcome));
    }

    private interface Write {
        boolean run(Lease lease) throws SQLException;
    }

    private void write(Task task, String outcome) throws SQLException {
        write(task, lease -> tasks.write(task, outcome, lease) || lost.write(task, outcome, lease));
    }

    private void write(Task task, Write write) throws SQLException {
        Lease lease = leases.ask();
        if (!tryWrite(task, write, lease)) {
            throw new FencedException(task.request().id(), task.state().name());
        }
        held.confirm(task.request().id(), task.epoch(), lease.asked());
    }

    private boolean tryWrite(Task task, Write write, Lease lease) throws SQLException {
        try {
            boolean written = write.run(lease);
            untold.told(task);
            return written;
        } catch (SQLException unavailable) {
            untold.failed(task);
            throw unavailable;
        }
    }

    /**
     * Whether nobody else can have taken the request over yet, as far as this process can tell without asking: its lease
     * was extended, by a step or a heartbeat, less than half a lease ago. The other half is for what is under way when
     * the answer is given, and for clocks that differ.
     */
    public boolean isLeaseConfirmed(Task task) {
        return held.isConfirmed(
                task.request().id(), task.epoch(), leases.now(), leases.length().dividedBy(2));
    }

    /** @return whether this process works on the request, as far as it knows without asking */
    public boolean isHeldHere(String requestId) {
        return held.contains(requestId);
    }

    /**
     * Records a task id that came after the request was taken over: whoever has it now, and holds it for uncertain, finds
     * the task, and so does whoever puts it back; if it was submitted again meanwhile, only the bill will tell of it.
     *
     * @return whether somebody waits for it, or may put the request back
     */
    public boolean recordLate(Task task) throws SQLException {
        boolean awaited = tasks.writeLate(task);
        if (!awaited) {
            attempts.addLateId(task);
        }
        return awaited;
    }

    /** @return the id of a task that was found out since the request became uncertain, empty if none was */
    public String lateTaskId(Task task) throws SQLException {
        return tasks.taskIds(task.request().id(), task.epoch()).stream()
                .findFirst()
                .orElse("");
    }

    /** Lets go of a request that stays at its source, so that the next who brings it need not wait for the lease. */
    public void release(Task task) throws SQLException {
        held.remove(task.request().id());
        owners.release(task.request().id(), task.epoch());
    }

    /** Forgets that this process works on a request that is settled. */
    public void leave(Task task) {
        held.remove(task.request().id());
    }

    /** Extends the lease of everything that this process works on, and releases what it left unfinished. */
    public void heartbeat() throws SQLException {
        Lease lease = leases.ask();
        owners.extend(lease);
        for (TaskRow row : owners.ownedBy(lease.owner())) {
            if (held.contains(row.requestId())) {
                held.confirm(row.requestId(), row.epoch(), lease.asked());
            } else {
                owners.release(row.requestId(), row.epoch());
            }
        }
    }

    /** @return the requests that were sent, and hold a slot although nobody works on them */
    public List<Orphan> orphans() throws SQLException {
        return tasks.sentWithSlot().stream()
                .filter(row -> !held.contains(row.requestId()) && claims.isFree(row))
                .filter(row -> !claims.isElsewhere(row))
                .map(row ->
                        new Orphan(row.requestId(), row.epoch(), row.account(), row.taskId(), row.model(), row.state()))
                .toList();
    }

    /** Forgets what was settled longer ago than this. */
    public void prune(Duration retention) throws SQLException {
        tasks.deleteSettled(leases.now().millis() - retention.toMillis());
        attempts.deleteForgotten();
        ChargeTable.deleteOld(database, leases.now().instant());
        withdrawals.deleteBefore(leases.now().millis() - retention.toMillis());
    }

    PauseTable pauses() {
        return pauses;
    }

    WithdrawalTable withdrawals() {
        return withdrawals;
    }

    /** Releases everything, since nobody here works on it any longer; a task id that was not recorded yet is. */
    void releaseAll() throws SQLException {
        held.clear();
        if (!untold.isEmpty()) {
            database.tryOnceMore();
        }
        untold.tell(this::recordLate);
        owners.releaseAll(leases.owner());
    }
}
