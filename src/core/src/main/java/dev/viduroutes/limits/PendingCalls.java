package dev.viduroutes.limits;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The calls that wait for a permit, and which of them goes first: a submit, since a slot stands idle meanwhile; then the
 * poll of a task that is known to have ended; then the poll of the task whose end is likeliest to stand unseen. Housekeeping
 * calls wait for a gap, but not for long. No other call waits for long behind submits either: then every second permit is
 * for the others.
 *
 * <p>Not safe for use by several threads; {@link CallScheduler} takes care of that.
 */
final class PendingCalls {

    private static final long LONGEST_WAIT_BEHIND_SUBMITS_NANOS =
            Duration.ofSeconds(30).toNanos();
    private static final long LONGEST_SEARCH_FOR_A_GAP_NANOS =
            Duration.ofSeconds(5).toNanos();

    private final Deque<PendingCall> submits = new ArrayDeque<>();
    private final PollQueue polls;
    private final Deque<PendingCall> others = new ArrayDeque<>();
    private final TimeMeter time;
    private boolean submitWentLast;

    PendingCalls(PollQueue polls, TimeMeter time) {
        this.polls = polls;
        this.time = time;
    }

    void add(PendingCall call) {
        switch (call.kind()) {
            case SUBMIT -> submits.add(call);
            case POLL -> polls.add(call.polled().orElseThrow(), call);
            case OTHER -> others.add(call);
        }
    }

    /** Its permit expired before it left. */
    void addAgain(PendingCall call) {
        if (call.kind() == CallKind.SUBMIT) {
            submits.add(call);
        } else {
            polls.addAgain(call);
        }
    }

    boolean hasSubmit() {
        return !submits.isEmpty();
    }

    int submits() {
        return submits.size();
    }

    /** @return the submit that waits longest */
    Optional<PendingCall> firstSubmit() {
        return Optional.ofNullable(submits.peek());
    }

    /**
     * @param maySubmit whether a submit waits, and may leave
     * @return whether a call waits for nothing but the budget; of polls only those of tasks that have ended, or may have
     */
    boolean hasDue(boolean maySubmit) {
        return maySubmit || polls.hasNext() || !others.isEmpty();
    }

    /**
     * @param maySubmit whether a submit waits, and may leave
     * @return the call that goes first, if any is worth a permit now; waits no more
     */
    Optional<PendingCall> take(boolean maySubmit) {
        if (maySubmit && !(submitWentLast && isAnyOtherLate())) {
            submitWentLast = true;
            return Optional.of(submits.remove());
        }
        submitWentLast = false;
        return takeBehindSubmits().or(() -> maySubmit ? Optional.of(submits.remove()) : Optional.empty());
    }

    private Optional<PendingCall> takeBehindSubmits() {
        if (polls.hasNext()) {
            return Optional.of(polls.takeNext());
        } else if (hasOtherWaited(LONGEST_SEARCH_FOR_A_GAP_NANOS)) {
            return Optional.of(others.remove());
        }
        return polls.takeDue().or(() -> Optional.ofNullable(others.poll()));
    }

    /** With far more slots than calls, submits would leave none for tasks whose results are only kept for a while. */
    private boolean isAnyOtherLate() {
        return polls.lateNanos(time.currentTimeNanos()) >= LONGEST_WAIT_BEHIND_SUBMITS_NANOS
                || hasOtherWaited(LONGEST_WAIT_BEHIND_SUBMITS_NANOS);
    }

    private boolean hasOtherWaited(long nanos) {
        return !others.isEmpty() && time.currentTimeNanos() - others.peek().sinceNanos() >= nanos;
    }

    Stream<PendingCall> all() {
        return Stream.of(submits.stream(), polls.all(), others.stream()).flatMap(calls -> calls);
    }
}
