package dev.viduroutes.limits;

import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.settings.AccountSettings;

/**
 * One account at the API: its gate, its slots and its calls. It has no threads of its own.
 *
 * @param settings its name, key and limits
 * @param gate shut while the account itself refuses submits
 * @param pause shut while a person has paused its submits
 * @param submitGate the same, and what holds back the submits of all accounts
 * @param gatedSlots its slots, for who is to be submitted
 */
public record ApiAccount(
        AccountSettings settings,
        AccountGate gate,
        SubmitGate pause,
        SubmitGate submitGate,
        TaskSlots slots,
        GatedSlots gatedSlots,
        CallScheduler calls)
        implements StopListener {

    public String name() {
        return settings.name();
    }

    /** @return whether no submit may leave because of this very account: it refuses them, or refused too many for their content */
    public boolean isBlocked() {
        return gate.isShut() || slots.isHeld();
    }

    /** @return whether others had better be used, if there are any: it is blocked, or paused */
    public boolean isClosed() {
        return isBlocked() || pause.isShut();
    }

    /** @return whether a submit that is on its way must stay */
    public boolean holdsSubmits() {
        return slots.isHeld() || submitGate.isShut();
    }

    @Override
    public void endWaits() {
        gate.endWaits();
        slots.endWaits();
        calls.endWaits();
    }
}
