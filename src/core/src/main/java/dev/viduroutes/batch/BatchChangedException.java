package dev.viduroutes.batch;

/** The file of a batch grew while its rows were made, so its writer had not finished. It is taken up again as it is now. */
final class BatchChangedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BatchChangedException(Batch batch) {
        super("the batch " + batch.recordName()
                + " was changed while it was worked on; it is taken again as it is now, and no row is paid twice");
    }
}
