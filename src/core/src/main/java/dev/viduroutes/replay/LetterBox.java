package dev.viduroutes.replay;

/** Where dead letters lie: a folder, a queue, or a topic. */
public interface LetterBox {

    /** Whoever looks into a box. */
    interface Reader {

        /** A dead letter; while this runs it may be put back. */
        void letter(Letter letter) throws Exception;

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
     * Shows every letter that lies there now, one after the other and never all of them in memory. Looking changes
     * nothing.
     */
    void read(Reader reader) throws Exception;

    /**
     * Puts a letter back, and removes it here. A process that ends in between leaves it where it can be put back once more,
     * which the journal makes harmless.
     *
     * @return whether it was still there
     */
    boolean putBack(Letter letter, ReturnPath path) throws Exception;

    /** @return whether letters stay here although they were put back, so that only the journal tells what is done */
    default boolean keepsLetters() {
        return false;
    }

    /** Removes what an interrupted replay left of letters that are back at their source. */
    default void tidy() throws Exception {}
}
