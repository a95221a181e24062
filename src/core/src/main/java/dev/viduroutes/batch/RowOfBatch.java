package dev.viduroutes.batch;

import dev.viduroutes.request.Source;

/** A row on its way through the routes, in the exchange variable {@code viduBatchRow}; its outcome goes to the report of its batch. */
public final class RowOfBatch {

    private final Batch batch;
    private final BatchRow row;
    private final boolean withdrawn;

    /** @param withdrawn whether its batch was, when it began */
    RowOfBatch(Batch batch, BatchRow row, boolean withdrawn) {
        this.batch = batch;
        this.row = row;
        this.withdrawn = withdrawn;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    Batch batch() {
        return batch;
    }

    BatchRow row() {
        return row;
    }

    /** @return the id of the request that it is */
    String requestId() {
        return row.document()
                .map(document -> document.path(Column.REQUEST_ID).asText())
                .filter(id -> !id.isEmpty())
                .orElse(row.key());
    }

    /** @return the source of the request that it is */
    Source source() {
        return Source.ofRow(batch.source(), batch.id(), row.number(), row.key());
    }

    /** @return what names its outcome where the batch's own goes: of the kind of queue that the batch came from */
    public Source getSender() {
        Source from = batch.source();
        return new Source(from.kind(), from.name() + "." + row.number(), from.stamp());
    }
}
