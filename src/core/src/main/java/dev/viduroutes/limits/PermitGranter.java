package dev.viduroutes.limits;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Grants the next permit as soon as the throttle and the budget allow one, to the call that goes first then; sets the timer
 * for the time at which that may be.
 *
 * <p>Not safe for use by several threads; {@link CallScheduler} takes care of that.
 */
final class PermitGranter {

    private final Reservation reservation;
    private final AdaptiveThrottle throttle;
    private final PendingCalls pending;
    private final PollQueue polls;
    private final EarliestTimer timer;

    PermitGranter(
            Reservation reservation,
            AdaptiveThrottle throttle,
            PendingCalls pending,
            PollQueue polls,
            EarliestTimer timer) {
        this.reservation = reservation;
        this.throttle = throttle;
        this.pending = pending;
        this.polls = polls;
        this.timer = timer;
    }

    /** @return whether a call may still leave with it */
    boolean isFresh(CallPermit permit) {
        return reservation.isFresh(permit.grantedNanos());
    }

    /** @return the call that may leave now, if one may */
    Optional<GrantedCall> next() {
        throttle.recover();
        reservation.giveUpIfOld();
        return isTime(throttle.pauseNanos()) && hasReserved() ? grant() : Optional.empty();
    }

    private Optional<GrantedCall> grant() {
        Optional<PendingCall> chosen = pending.take(maySubmit());
        if (chosen.isEmpty()) {
            polls.untilDueNanos().ifPresent(timer::within);
        }
        return chosen.map(call -> new GrantedCall(call, new CallPermit(call.kind(), reservation.take())));
    }

    private boolean hasReserved() {
        if (!reservation.isReserved()) {
            if (pending.hasDue(maySubmit())) {
                reservation.reserve();
            } else if (!reserveForPoll()) {
                return false;
            }
        }
        return isTime(reservation.waitNanos());
    }

    private boolean reserveForPoll() {
        OptionalLong wait = polls.untilDueNanos();
        return wait.isPresent() && isTime(wait.getAsLong()) && isTime(reservation.reserveForPollNanos());
    }

    private boolean maySubmit() {
        return pending.hasSubmit() && isTime(throttle.submitPauseNanos());
    }

    /** Looks again after that time, if it is still to come. */
    private boolean isTime(long waitNanos) {
        if (waitNanos > 0) {
            timer.within(waitNanos);
        }
        return waitNanos <= 0;
    }
}
