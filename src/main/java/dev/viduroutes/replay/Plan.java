package dev.viduroutes.replay;

import java.util.OptionalInt;

/**
 * What a replay does with one dead letter.
 *
 * @param act in one word: {@code submit}, {@code fetch}, {@code report}, {@code go-on}, {@code force}, or {@code skip}
 * @param seconds what it adds to the bill at most; empty if the request leaves it to the API
 * @param why for a person
 */
record Plan(String act, OptionalInt seconds, String why) {

    static final String SKIP = "skip";
    private static final String FORCE = "force";

    static Plan free(String act, String why) {
        return new Plan(act, OptionalInt.of(0), why);
    }

    static Plan skip(String why) {
        return free(SKIP, why);
    }

    static Plan submit(int seconds, String why) {
        return new Plan("submit", known(seconds), why);
    }

    static Plan force(int seconds, String why) {
        return new Plan(FORCE, known(seconds), why + "; perhaps a second bill");
    }

    private static OptionalInt known(int seconds) {
        return seconds > 0 ? OptionalInt.of(seconds) : OptionalInt.empty();
    }

    boolean isSkipped() {
        return act.equals(SKIP);
    }

    /** @return whether the journal must be told that a person decided it */
    boolean isForced() {
        return act.equals(FORCE);
    }
}
