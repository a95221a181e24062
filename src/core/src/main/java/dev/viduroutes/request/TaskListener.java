package dev.viduroutes.request;

/**
 * Hears how requests get on. Every bean of this type in the registry is told; it must answer quickly. What it throws is
 * logged, and no more.
 */
public interface TaskListener {

    /** A step was made; the task says what is known now. */
    void stepped(Task task);

    /** The request is settled: its outcome is safe. */
    void settled(Outcome outcome);
}
