package dev.viduroutes.request;

/** How far a request is on its way. */
public enum TaskState {
    /** Admitted; nothing was sent. */
    RECEIVED,
    /** To be submitted, or about to be again. */
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
    FAILED
}
