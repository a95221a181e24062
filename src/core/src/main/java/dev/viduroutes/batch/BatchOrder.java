package dev.viduroutes.batch;

import dev.viduroutes.PublicApi;

/**
 * What a person wants of a batch: the body for {@code direct:vidu-batch}.
 *
 * @param batch its name, as its file was called, or its id; empty for {@link Wish#LIST}
 */
@PublicApi
public record BatchOrder(Wish wish, String batch) {

    /** What is to become of it. */
    public enum Wish {
        /** Nothing: tell which batches there are. */
        LIST,
        /** Start no further row; those under way go on. */
        PAUSE,
        /** Go on after a pause. */
        RESUME,
        /** Submit no further row, and end with the rows that were submitted. */
        WITHDRAW
    }

    public BatchOrder {
        batch = batch == null ? "" : batch;
        if (wish == Wish.LIST != batch.isEmpty()) {
            throw new IllegalArgumentException("the batch is \"" + batch + "\"; it must be the name or id of one to "
                    + wish + ", and nothing to LIST them");
        }
    }
}
