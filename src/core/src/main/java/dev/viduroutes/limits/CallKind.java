package dev.viduroutes.limits;

import dev.viduroutes.PublicApi;

/** What a call of the API is for. */
@PublicApi
public enum CallKind {
    /** It creates a task, and is billed. */
    SUBMIT,
    /** It asks for a task's state. */
    POLL,
    /** Anything else, such as the question what the account holds. */
    OTHER
}
