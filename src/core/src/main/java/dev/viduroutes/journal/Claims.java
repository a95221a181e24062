package dev.viduroutes.journal;

import dev.viduroutes.failure.Problem;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may work on a request: one owner at a time, and nobody once it is settled. */
final class Claims {

    private static final Problem OTHER_REQUEST = new Problem(
            "request_id",
            "known from another request",
            "it must be new; for the same request, the document must be the same");

    private final TaskTable tasks;
    private final AttemptTable attempts;
    private final ChargeTable charges;
    private final WithdrawalTable withdrawals;
    private final HeldLeases held;
    private final Leases leases;
    private final Set<String> accounts;

    Claims(
            TaskTable tasks,
            AttemptTable attempts,
            ChargeTable charges,
            WithdrawalTable withdrawals,
            HeldLeases held,
            Leases leases,
            Set<String> accounts) {
        this.tasks = tasks;
        this.attempts = attempts;
        this.charges = charges;
        this.withdrawals = withdrawals;
        this.held = held;
        this.leases = leases;
        this.accounts = accounts;
    }

    /** @see Journal#claim */
    Claim claim(Task admitted, String traceparent) throws SQLException {
        Task task = known(admitted);
        Request request = task.request();
        return request.isAdmissible() || !rows(request).isEmpty()
                ? claimKnown(task, traceparent)
                : new Claim.Refused(request.problems());
    }

    private List<TaskRow> rows(Request request) throws SQLException {
        return tasks.find(request.id()).stream()
                .filter(row -> row.answers(request))
                .toList();
    }

    /** @see Journal#preview */
    Optional<ReplayPreview> preview(Task admitted) throws SQLException {
        Request request = known(admitted).request();
        List<TaskRow> found = rows(request);
        return found.isEmpty() ? Optional.empty() : Optional.of(preview(found.get(0), request));
    }

    /** @see Journal#wasChanged */
    boolean wasChanged(String requestId, Task changed) throws SQLException {
        for (TaskRow row : tasks.find(requestId)) {
            Optional<Outcome> end = row.isSettled() ? Optional.of(OutcomeCodec.read(row)) : Optional.empty();
            if (ReplayDecision.of(row, changed.request(), end) == ReplayDecision.CHANGED) {
                return true;
            }
        }
        return false;
    }

    private static ReplayPreview preview(TaskRow row, Request request) throws SQLException {
        Optional<Outcome> outcome = row.isSettled() ? Optional.of(OutcomeCodec.read(row)) : Optional.empty();
        return new ReplayPreview(
                row.requestId(),
                row.state(),
                ReplayDecision.of(row, request, outcome),
                row.taskId(),
                row.epoch(),
                outcome);
    }

    /** @return the same under the id that the journal knows it by: a dead letter put back as a file has another one */
    private Task known(Task admitted) throws SQLException {
        Request request = admitted.request();
        List<String> known = request.origin().isEmpty() ? List.of() : tasks.knownAs(request);
        return known.isEmpty() ? admitted : new Task(request.knownAs(known.get(0)));
    }

    private Claim claimKnown(Task admitted, String traceparent) throws SQLException {
        Request request = admitted.request();
        if (!held.add(request.id())) {
            return new Claim.Held(leases.owner().toString());
        }
        boolean granted = false;
        try {
            Lease lease = leases.ask();
            boolean fresh = request.isAdmissible() && tasks.insert(request, traceparent, lease);
            Claim claim = fresh ? granted(admitted, traceparent, 1, lease) : inspect(request, traceparent);
            boolean withdrawn = claim.isGranted() && withdrawals.mark(request.id());
            // Last: what is held here although its claim failed could be claimed by nobody.
            granted = claim.isGranted();
            return claim instanceof Claim.Granted mine && withdrawn ? mine.asWithdrawn() : claim;
        } finally {
            if (!granted) {
                held.remove(request.id());
            }
        }
    }

    private Claim inspect(Request request, String traceparent) throws SQLException {
        List<TaskRow> found = rows(request);
        if (found.isEmpty()) {
            // Pruned, or put back changed, between the two statements: whoever asks again is told.
            return new Claim.Held("nobody");
        }
        TaskRow row = found.get(0).orTracedBy(traceparent);
        // The same arrival is just a kill's repetition.
        return row.state() == TaskState.FAILED && !row.isSameArrival(request)
                ? replayed(row, request, OutcomeCodec.read(row))
                : again(row, request);
    }

    private Claim replayed(TaskRow row, Request request, Outcome end) throws SQLException {
        List<EarlierTask> earlier = attempts.of(row.requestId());
        // Whoever puts it back wants it after all.
        withdrawals.forget(row.requestId());
        return switch (ReplayDecision.of(row, request, Optional.of(end))) {
            case SUBMIT -> takeOver(row, new Task(request));
            case FORCED, CHANGED -> takeOver(row, row.resubmitted(request, end, earlier));
            case FETCH ->
                isElsewhere(row)
                        ? elsewhere(row)
                        : takeOver(
                                row, row.fetching(request, earlier, leases.now().instant()));
            default -> again(row, request);
        };
    }

    private Claim again(TaskRow row, Request request) throws SQLException {
        if (!row.isSame(request)) {
            return new Claim.Refused(List.of(OTHER_REQUEST));
        } else if (row.isSettled()) {
            return new Claim.Settled(OutcomeCodec.read(row), row.traceparent());
        } else if (!isFree(row)) {
            return new Claim.Held(row.owner());
        } else if (row.isSent() && isElsewhere(row)) {
            return elsewhere(row);
        }
        return takeOver(row, row.resumed(request, attempts.of(row.requestId())));
    }

    /** Its task runs at an account that this process does not have, whose key alone can ask about it. */
    boolean isElsewhere(TaskRow row) {
        return !row.account().isEmpty() && !accounts.contains(row.account());
    }

    private static Claim elsewhere(TaskRow row) {
        return new Claim.Elsewhere(row.account());
    }

    /** Asked of what this process does not hold: what names it as owner was given up, and could not be released. */
    boolean isFree(TaskRow row) {
        return row.owner().isEmpty()
                || row.owner().equals(leases.owner().toString())
                || row.leaseUntil() < leases.now().millis()
                || Owner.isGone(row.owner(), leases.owner());
    }

    private Claim takeOver(TaskRow row, Task task) throws SQLException {
        Lease lease = leases.ask();
        return tasks.takeOver(row, task, lease)
                ? granted(task.quotedBefore(charges.quotes(row.requestId())), row.traceparent(), row.epoch() + 1, lease)
                : new Claim.Held("another process");
    }

    private Claim granted(Task task, String traceparent, long epoch, Lease lease) {
        held.confirm(task.request().id(), epoch, lease.asked());
        return new Claim.Granted(task.claimed(epoch), traceparent);
    }
}
