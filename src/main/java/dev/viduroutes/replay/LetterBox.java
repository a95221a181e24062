package dev.viduroutes.replay;

import java.util.List;

/** Where dead letters lie: a folder, or a queue. */
public interface LetterBox {

    /** @return the dead letters that lie there now; looking changes nothing */
    List<Letter> letters() throws Exception;

    /**
     * Puts a letter back, and removes it here. A process that ends in between leaves it where it can be put back once more,
     * which the journal makes harmless.
     *
     * @return whether it was still there
     */
    boolean putBack(Letter letter, ReturnPath path) throws Exception;
}
