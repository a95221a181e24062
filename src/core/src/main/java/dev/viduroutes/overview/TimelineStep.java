package dev.viduroutes.overview;

/** What happened to a request. */
public enum TimelineStep {
    /** It was admitted. */
    RECEIVED("received"),
    /** The intent to submit it was recorded: the submit left right after. */
    SUBMITTED("submitted"),
    /** The API accepted the last task. */
    ACCEPTED("accepted by the API"),
    /** The API refused it for its content. */
    REFUSED("refused for its content"),
    /** A task failed, or was given up, for a new one. */
    GIVEN_UP("task given up for a new one"),
    /** The answer to a submit was lost. */
    UNCERTAIN("answer to the submit lost"),
    /** A callback said that its task may have ended. */
    CALLED_BACK("callback received"),
    /** It was put back, and the result of its task is asked for. */
    ASKED_AGAIN("result asked for again"),
    /** The API reported success. */
    ENDED("made by the API"),
    /** Every video is in the bucket. */
    STORED("stored"),
    /** It became no video. */
    FAILED("failed");

    private final String words;

    TimelineStep(String words) {
        this.words = words;
    }

    /** @return the same for a person */
    public String words() {
        return words;
    }
}
