package dev.viduroutes.journal;

/** How it is with a batch, by what the journal knows; a person decides between the first three. */
public enum BatchState {
    /** Its rows are started, as far as there are places for them. */
    RUNNING,
    /** No further row is started; those under way go on. */
    PAUSED,
    /** No further row is started; those that were not submitted end without a video. */
    WITHDRAWN,
    /** Each row has its outcome. */
    DONE
}
