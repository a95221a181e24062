package dev.viduroutes.tracing;

import dev.viduroutes.journal.Claim;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;

/** The spans of one arrival of a request. As it stands here it makes none. Told of one thing after the other, by one thread at a time. */
interface RequestTrace {

    /** Of a request while traces are off. */
    RequestTrace NONE = new RequestTrace() {};

    /**
     * The request is about to be claimed.
     *
     * @param document what its document names as {@code traceparent}, empty if nothing
     * @return where its trace goes on, if the journal knows none: as W3C Trace Context writes it; empty without a trace
     */
    default String claiming(Task task, String document) {
        return "";
    }

    /** What the journal answered. */
    default void claimed(Claim claim) {}

    /** A step of the task was made, and is on disk. */
    default void stepped(Task task) {}

    /** The next video is about to be fetched. */
    default void fetching(Task task) {}

    /** The next video, or the manifest, is about to be stored. */
    default void storing(Task task) {}

    /**
     * The request is settled, and those who wait for its outcome are about to be told.
     *
     * @param document as above
     */
    default void reporting(Outcome outcome, String document) {}

    /** All are told. */
    default void reported() {}

    /** The request stays at its source, for another process or another time. */
    default void left() {}

    /** @return what a message that is sent now says of where it belongs, as W3C Trace Context writes it; empty without a trace */
    default String traceparent() {
        return "";
    }
}
