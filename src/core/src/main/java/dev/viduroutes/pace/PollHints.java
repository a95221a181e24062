package dev.viduroutes.pace;

/** Hears from outside that a task may have ended. */
public interface PollHints {

    /**
     * The task's status call is due now. Remembered for a while if nobody waits for the task yet, since a callback may be
     * faster than the answer to the submit.
     *
     * @param taskId the API's id of the task; any text is harmless
     */
    void hurry(String taskId);
}
