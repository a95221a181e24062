package dev.viduroutes.batch;

import dev.viduroutes.journal.BatchEntry;
import dev.viduroutes.journal.BatchState;
import dev.viduroutes.journal.BatchTable;
import java.sql.SQLException;
import java.util.List;

/** Notes what people want of batches; the process that works on one learns it within a second. */
public final class BatchOrders {

    private final BatchTable table;

    public BatchOrders(BatchTable table) {
        this.table = table;
    }

    /** @return the batches that it is about, as they are now; none if there is no such batch that is not done */
    public List<BatchStatus> perform(BatchOrder order) throws SQLException {
        return entries(order).stream().map(BatchStatus::of).toList();
    }

    private List<BatchEntry> entries(BatchOrder order) throws SQLException {
        return switch (order.wish()) {
            case LIST -> table.list();
            case PAUSE -> table.want(order.batch(), BatchState.PAUSED);
            case RESUME -> table.want(order.batch(), BatchState.RUNNING);
            case WITHDRAW -> table.want(order.batch(), BatchState.WITHDRAWN);
        };
    }
}
