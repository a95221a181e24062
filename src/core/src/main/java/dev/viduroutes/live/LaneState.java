package dev.viduroutes.live;

/** How it is with a task at the API. */
public enum LaneState {
    /** The submit is on its way. */
    SUBMITTING("being submitted"),
    /** The answer to the submit was lost. */
    UNCERTAIN("nobody knows yet whether there is a task"),
    /** It runs, and is younger than one in ten of its kind was at the end. */
    PROCESSING("processing"),
    /** It may end at any moment. */
    DUE("due now"),
    /** Nine of ten of its kind had ended by now. */
    LATE("later than 9 of 10"),
    /** A call that asks about it is on its way. */
    ASKED("asked about now");

    private final String words;

    LaneState(String words) {
        this.words = words;
    }

    /** @return the same for a person */
    public String words() {
        return words;
    }
}
