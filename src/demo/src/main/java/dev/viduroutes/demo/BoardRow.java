package dev.viduroutes.demo;

import dev.viduroutes.request.Outcome;
import java.util.Locale;
import java.util.Optional;

/** What the board shows of one request. Moments are seconds since the board's begin. */
final class BoardRow {

    private static final double NEVER = -1;

    private final String name;
    private String stage = "";
    private String shownStage = "";
    private String detail = "";
    private double enteredAt = NEVER;
    private double submittedAt = NEVER;
    private Optional<Outcome> outcome = Optional.empty();

    BoardRow(String name) {
        this.name = name;
    }

    /** @param what is told of the stage; may be empty */
    void enter(String next, String what, double now) {
        if (!next.equals(stage)) {
            stage = next;
            enteredAt = now;
            if (next.equals("submitted")) {
                submittedAt = now;
            }
        }
        detail = what;
    }

    void end(Outcome settled) {
        outcome = Optional.of(settled);
    }

    Optional<Outcome> outcome() {
        return outcome;
    }

    String detail() {
        return detail;
    }

    long secondsSinceSubmit(double now) {
        return Math.round(submittedAt == NEVER ? 0 : now - submittedAt);
    }

    /** From its admission to its end; 0 before that. */
    double seconds() {
        return outcome.map(settled -> settled.timings().seconds()).orElse(0.0);
    }

    /** @return whether its stage has changed since this was asked last */
    boolean isNews() {
        boolean news = !stage.equals(shownStage);
        shownStage = stage;
        return news;
    }

    String line() {
        return String.format(Locale.ROOT, "%6.1f s  %-32s %-11s %s", enteredAt, name, stage, detail);
    }
}
