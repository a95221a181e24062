package dev.viduroutes.request;

import dev.viduroutes.PublicApi;

/** How far a request is on its way. */
@PublicApi
public enum TaskState {
    /** To be submitted: nothing was sent, or the API proved that it created no task, or the last task was given up. */
    RECEIVED,
    /** The intent to submit is on record: the submit leaves now, or has left and is not answered yet. */
    SUBMITTING,
    /** It was submitted and the answer is not known: a task may exist, and be billed. */
    UNCERTAIN,
    /** The API accepted the task and works on it. */
    RUNNING,
    /** The task ended well; its videos are not all stored yet. */
    SUCCEEDED,
    /** Every video and the manifest are in the bucket. */
    STORED,
    /** It will not become a video; the failure says why. */
    FAILED;

    /** @return whether nothing remains to be done */
    public boolean isEnd() {
        return this == STORED || this == FAILED;
    }
}
