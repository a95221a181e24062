package dev.viduroutes.request;

/** Why a step of a task brought nothing new. */
public enum RetryReason {
    NONE,
    /** The call did not arrive, or its answer did not. */
    NETWORK,
    /** The API asked to wait: 429, or 503. */
    ASKED_TO_WAIT,
    /** The API failed: 5xx, or an answer that is not the API's. */
    SERVER_ERROR,
    /** The account may not submit now. */
    ACCOUNT_BLOCKED,
    /** The API does not know the task. */
    NOT_FOUND,
    /** The API reports success without a usable result. */
    INVALID_RESULT,
    /** What was downloaded is not the video. */
    WRONG_DOWNLOAD,
    /** The bucket could not be written. */
    STORE
}
