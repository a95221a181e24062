package dev.viduroutes.journal;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.moderation.ModerationBreakers;
import dev.viduroutes.money.CapExceededException;
import dev.viduroutes.pause.Pauses;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.spending.SpendingGate;
import java.sql.SQLException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes tell the journal, step by step. */
public final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.journal");

    private final Journal journal;
    private final ApiAccounts accounts;
    private final ModerationBreakers moderation;
    private final InstantSource clock;
    private final SpendingGate spending;
    private final Pauses pauses;

    public Recorder(
            Journal journal,
            ApiAccounts accounts,
            ModerationBreakers moderation,
            InstantSource clock,
            SpendingGate spending,
            Pauses pauses) {
        this.journal = journal;
        this.accounts = accounts;
        this.moderation = moderation;
        this.clock = clock;
        this.spending = spending;
        this.pauses = pauses;
    }

    /**
     * @return the task of a granted claim, to go on where an earlier process left it; failed if it would have to be
     *     submitted, and today's rules forbid that, or somebody withdrew it
     */
    public Task takeUp(Claim claim) {
        if (claim instanceof Claim.Granted granted) {
            Task task = granted.task().takenUp(clock.instant());
            Request request = task.request();
            if (!task.isToSubmit()) {
                return task;
            } else if (granted.withdrawn()) {
                return task.failed(Failure.cancelled(), clock.instant());
            }
            return request.isAdmissible() ? task : task.failed(Failure.invalid(request.problems()), clock.instant());
        }
        throw new IllegalArgumentException("the claim is " + claim + "; it must be granted");
    }

    /**
     * Records a step before the next one is made.
     *
     * @return the same task, with what was reserved for its submit; failed if its request was withdrawn before its submit was recorded, or if its video is not wanted
     * @throws FencedException if another process took the request over; a task id that came too late is kept all the same
     */
    public Task record(Task task) throws SQLException {
        if (task.state() == task.before() || !task.isOpen()) {
            // Nothing new, or an end, which is recorded together with its outcome.
            return task;
        }
        try {
            return recorded(task);
        } catch (FencedException replaced) {
            leaveToOthers(replaced);
            if (task.isRunning()) {
                journal.recordLate(task);
            }
            throw replaced;
        }
    }

    private Task recorded(Task task) throws SQLException {
        if (task.state() == TaskState.SUBMITTING) {
            try {
                return task.quoted(journal.recordIntent(task, spending.quoteOf(task)));
            } catch (WithdrawnException notWanted) {
                return task.notSubmitted().failed(Failure.cancelled(), clock.instant());
            } catch (CapExceededException others) {
                // Others spent it meanwhile; the gate in front says what becomes of it.
                return task.notSubmitted();
            } catch (SubmitsPausedException others) {
                // Before it comes back: else it would take another permit for nothing.
                pauses.look();
                return task.notSubmitted();
            } finally {
                spending.recorded(task);
            }
        }
        journal.record(task);
        return task.isToDeliver() && journal.isDiscarded(task)
                ? task.failed(Failure.discarded(), clock.instant())
                : task;
    }

    private static void leaveToOthers(FencedException replaced) {
        LOG.warn("{}; the request is left to whoever has it now", replaced.getMessage());
    }

    /** Records what became of the request; from now on it is reported, whenever it comes again. */
    public void settle(Task task, Outcome outcome) throws SQLException {
        if (task == null || task.epoch() == 0) {
            // It was refused before the journal knew of it.
            return;
        }
        try {
            journal.settle(task, outcome);
        } catch (FencedException replaced) {
            leaveToOthers(replaced);
            throw replaced;
        }
        if (RefusalTable.isRefused(task)) {
            // Before its slot goes to the next.
            moderation.lookAt(task.account());
        }
        accounts.freeFor(task);
        journal.leave(task);
        if (task.failure().filter(Failure::isWithdrawal).isPresent()) {
            journal.endWithdrawal(task);
        }
    }

    /** Lets go of a request that stays at its source. Its slot stays taken for as long as a remote task may run. */
    public void release(Task task) {
        if (task == null || task.epoch() == 0) {
            return;
        }
        if (!task.isOpen()) {
            journal.leave(task);
            return;
        }
        try {
            letGo(task);
        } catch (SQLException unavailable) {
            LOG.warn(
                    "requestId={} stays claimed until its lease ends: {}",
                    task.request().id(),
                    SanitizedText.of(unavailable));
        }
    }

    private void letGo(Task task) throws SQLException {
        try {
            if (!task.mayRun()) {
                accounts.freeFor(task);
            }
        } finally {
            journal.release(task);
        }
    }

    /** @throws RequestRefusedException if the claim is */
    public void checkRefusal(Claim claim) {
        if (claim instanceof Claim.Refused refused) {
            throw new RequestRefusedException(Failure.invalid(refused.problems()));
        }
    }
}
