package dev.viduroutes.replay;

import dev.viduroutes.money.Price;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * What a replay does with one dead letter.
 *
 * @param seconds what it adds to the bill at most
 * @param money the same in money, whatever account makes it; 0 without prices
 * @param why for a person
 */
record ReplayPlan(Act act, int seconds, BigDecimal money, String why) {

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
        return new ReplayPlan(act, 0, BigDecimal.ZERO, why);
    }

    static ReplayPlan skip(String why) {
        return free(Act.SKIP, why);
    }

    static ReplayPlan submit(int seconds, String why) {
        return new ReplayPlan(Act.SUBMIT, most(seconds), BigDecimal.ZERO, why);
    }

    static ReplayPlan force(int seconds, String why) {
        return new ReplayPlan(Act.FORCE, most(seconds), BigDecimal.ZERO, why);
    }

    static ReplayPlan forcePerhapsPaid(int seconds, String why) {
        return force(seconds, why + "; perhaps a second bill");
    }

    /** What leaves its seconds to the API may become the longest video that there is. */
    private static int most(int seconds) {
        return seconds > 0 ? seconds : Price.MOST_SECONDS;
    }

    /** @return the same, with what its submit costs at most */
    ReplayPlan costing(BigDecimal atMost) {
        return new ReplayPlan(act, seconds, atMost, why);
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
