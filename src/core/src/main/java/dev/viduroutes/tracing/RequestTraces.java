package dev.viduroutes.tracing;

/** Begins traces. */
interface RequestTraces {

    /**
     * A request arrived.
     *
     * @param traceparent what came beside its document; hostile, often absent
     * @param hosted whether a host's route sent it, whose span is current
     */
    RequestTrace arrived(Object traceparent, boolean hosted);

    /** A callback says that a task has ended. */
    default void calledBack(String taskId) {}
}
