package dev.viduroutes.limits;

import dev.viduroutes.request.Task;
import dev.viduroutes.settings.ShareSettings;
import dev.viduroutes.settings.UrgentSettings;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The calls that wait for a permit, and which of them goes first: a submit, since a slot stands idle meanwhile, of those the one
 * whose turn it is; then the
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

    private final TurnQueue<PendingCall> submits;
    /** Submits that had their turn. */
    private final Deque<PendingCall> again = new ArrayDeque<>();

    private final PollQueue polls;
    private final Deque<PendingCall> others = new ArrayDeque<>();
    private final TimeMeter time;
    private boolean submitWentLast;

    PendingCalls(UrgentSettings urgent, ShareSettings shares, PollQueue polls, TimeMeter time) {
        this.submits = new TurnQueue<>(urgent, shares, time::currentTimeNanos);
        this.polls = polls;
        this.time = time;
    }

    void addSubmit(Lane lane, PendingCall call) {
        submits.add(lane, call);
    }

    void addPoll(Task task, PendingCall call) {
        polls.add(task, call);
    }

    void addOther(PendingCall call) {
        others.add(call);
    }

    /** Its permit expired before it left. */
    void addAgain(PendingCall call) {
        if (call.kind() == CallKind.SUBMIT) {
            again.add(call);
        } else {
            polls.addAgain(call);
        }
    }

    boolean hasSubmit() {
        return submits() > 0;
    }

    int submits() {
        return again.size() + submits.size();
    }

    /** @return since when the submit waits that waits longest */
    OptionalLong oldestSubmitNanos() {
        return again.isEmpty()
                ? submits.oldestNanos()
                : OptionalLong.of(again.peek().sinceNanos());
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
            return takeSubmit();
        }
        submitWentLast = false;
        return takeBehindSubmits().or(() -> maySubmit ? takeSubmit() : Optional.empty());
    }

    private Optional<PendingCall> takeSubmit() {
        if (!again.isEmpty()) {
            return Optional.of(again.remove());
        }
        Optional<PendingCall> next = submits.peek();
        next.ifPresent(submits::poll);
        return next;
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
        return Stream.of(again.stream(), submits.all(), polls.all(), others.stream())
                .flatMap(calls -> calls);
    }
}
