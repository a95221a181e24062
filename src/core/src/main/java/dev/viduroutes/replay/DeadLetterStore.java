package dev.viduroutes.replay;

/** Where dead letters lie: a folder, a queue, or a topic. */
public interface DeadLetterStore {

    /** Gets what is found in a store, one after the other. */
    interface Visitor {

        /** A dead letter; while this runs it may be put back. */
        void visit(DeadLetter deadLetter) throws Exception;

        /**
         * Something lies there that can't be put back, since it is not what the gateway writes.
         *
         * @param name what a person finds it by
         */
        void unreadable(String name, String why);
    }

    /** @return where it is, for people; no secret in it */
    String where();

    /**
     * Shows every dead letter that lies there now, one after the other and never all of them in memory. Looking changes
     * nothing.
     */
    void read(Visitor visitor) throws Exception;

    /**
     * Puts a dead letter back, and removes it here. A process that ends in between leaves it where it can be put back once more,
     * which the journal makes harmless.
     *
     * @return whether it was still there
     */
    boolean putBack(DeadLetter deadLetter, ReplayTarget target) throws Exception;

    /** @return whether dead letters stay here although they were put back, so that only the journal tells what is done */
    default boolean keepsReplayed() {
        return false;
    }

    /** Removes what an interrupted replay left of dead letters that are back at their source. */
    default void tidy() throws Exception {}
}
