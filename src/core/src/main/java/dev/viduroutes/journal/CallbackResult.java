package dev.viduroutes.journal;

/** What a genuine callback means to the request that it is about. */
public enum CallbackResult {

    /** The task has probably ended, and this process works on its request: it should be asked about at once. */
    DUE,

    /** The task has probably ended; whoever works on its request, or will, finds that in the journal. */
    NOTED,

    /** The request was given up although a task exists: nobody knew its id. A person should put it back. */
    GIVEN_UP,

    /** It changes nothing: known before, settled, of an earlier submit, or about another task. */
    IRRELEVANT
}
