package dev.viduroutes.limits;

import dev.viduroutes.PublicApi;
import dev.viduroutes.request.Task;
import java.time.Duration;

/**
 * Hears of the calls to the API. Every bean of this type in the registry is told; it must answer quickly.
 * What it throws is logged, and no more.
 */
@PublicApi
public interface CallListener {

    /** A call leaves. */
    default void calling(CallKind kind) {}

    /** The server refused a call because of a limit (429). */
    default void refused(CallKind kind) {}

    /** Like {@link #calling(CallKind)}, which it calls: a call of that account. */
    default void calling(CallKind kind, String account) {
        calling(kind);
    }

    /** Like {@link #refused(CallKind)}, which it calls: a call of that account. */
    default void refused(CallKind kind, String account) {
        refused(kind);
    }

    /** A genuine callback says that a task has ended; if it is waited for here, it is asked about at once. */
    default void calledBack(String taskId) {}

    /**
     * The end of a task was noticed.
     *
     * @param late how long after the end; only told if the API says how long the task took
     */
    default void noticed(Task task, Duration late) {}
}
