package dev.viduroutes.limits;

/** Has a task polled at once, since it is said to have ended. */
public interface PollTrigger {

    /**
     * The task's status call is due now. Remembered for a while if no poll of the task waits yet, since a callback may be
     * faster than the answer to the submit.
     *
     * @param taskId the API's id of the task; any text is harmless
     */
    void pollNow(String taskId);
}
