package dev.viduroutes.replay;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * What a replay does with one dead letter.
 *
 * @param seconds what it adds to the bill at most; empty if the request leaves it to the API
 * @param why for a person
 */
record ReplayPlan(Act act, OptionalInt seconds, String why) {

    /** What is done, or comes of it. */
    enum Act {
        SUBMIT,
        FETCH,
        REPORT,
        GO_ON,
        FORCE,
        SKIP;

        /** @return the name in reports, such as {@code go-on} */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static ReplayPlan free(Act act, String why) {
        return new ReplayPlan(act, OptionalInt.of(0), why);
    }

    static ReplayPlan skip(String why) {
        return free(Act.SKIP, why);
    }

    static ReplayPlan submit(int seconds, String why) {
        return new ReplayPlan(Act.SUBMIT, known(seconds), why);
    }

    static ReplayPlan force(int seconds, String why) {
        return new ReplayPlan(Act.FORCE, known(seconds), why);
    }

    static ReplayPlan forcePerhapsPaid(int seconds, String why) {
        return force(seconds, why + "; perhaps a second bill");
    }

    private static OptionalInt known(int seconds) {
        return seconds > 0 ? OptionalInt.of(seconds) : OptionalInt.empty();
    }

    boolean isSkipped() {
        return act == Act.SKIP;
    }

    /** @return whether it leads to another task at the API */
    boolean isToSubmit() {
        return act == Act.SUBMIT || act == Act.FORCE;
    }

    /** @return whether the journal must be told that a person decided it */
    boolean isForced() {
        return act == Act.FORCE;
    }
}
