package dev.viduroutes.replay;

import dev.viduroutes.request.Outcome;

/**
 * What a replay would do with one dead letter, for a person to look at and to confirm.
 *
 * @param act {@code submit}, {@code fetch}, {@code report}, {@code go-on}, {@code force} or {@code skip}
 * @param seconds what it adds to the bill at most
 * @param why for a person
 * @param reason why it is a dead letter
 * @param mark changes with the dead letter, with its end, and with whoever owns its request: another one is another plan
 */
public record PlannedReplay(
        String requestId, String code, String act, int seconds, String why, Outcome reason, String mark) {

    static PlannedReplay of(DeadLetter deadLetter, ReplayPlan plan, String mark) {
        return new PlannedReplay(
                deadLetter.requestId(),
                deadLetter.code(),
                plan.act().word(),
                plan.seconds(),
                plan.why(),
                deadLetter.reason(),
                mark);
    }

    /** @return whether it would stay where it is */
    public boolean isSkipped() {
        return act.equals(ReplayPlan.Act.SKIP.word());
    }

    /** @return whether both do the same with the same dead letter, as far as can be told */
    boolean isSame(PlannedReplay later) {
        return mark.equals(later.mark) && act.equals(later.act) && seconds == later.seconds;
    }
}
