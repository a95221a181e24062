package dev.viduroutes.request;

import dev.viduroutes.PublicApi;

/**
 * Hears how requests get on. Every bean of this type in the registry is told; it must answer quickly. What it throws is
 * logged, and no more.
 */
@PublicApi
public interface TaskListener {

    /** A step was made; the task says what is known now. */
    void stepped(Task task);

    /** The request is settled: its outcome is safe. */
    void settled(Outcome outcome);
}
