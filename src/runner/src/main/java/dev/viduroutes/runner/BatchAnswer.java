package dev.viduroutes.runner;

import dev.viduroutes.batch.BatchOrder;
import dev.viduroutes.batch.BatchOrders;
import dev.viduroutes.batch.BatchStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Has an order about batches performed, and tells what came of it. */
final class BatchAnswer {

    private static final String WITHDRAWN = "WITHDRAWN";

    private final PrintWriter out;
    private final boolean json;

    BatchAnswer(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** @return the exit code: 0 if it is so now for each that was meant */
    int perform(CommandContext context, BatchOrder order) throws SQLException, IOException {
        List<BatchStatus> found =
                context.bean("viduBatchOrders", BatchOrders.class).perform(order);
        boolean list = order.wish() == BatchOrder.Wish.LIST;
        if (json) {
            JsonOption.print(out, Map.of("batches", found));
        } else if (found.isEmpty()) {
            out.println(list ? "There is no batch." : "No batch of this name or id is under way.");
        } else {
            found.forEach(out::println);
        }
        return list || !found.isEmpty() && found.stream().allMatch(batch -> isGranted(order.wish(), batch)) ? 0 : 1;
    }

    /** What was withdrawn stays so, whatever is asked. */
    private static boolean isGranted(BatchOrder.Wish wish, BatchStatus now) {
        return wish == BatchOrder.Wish.WITHDRAW || !now.state().equals(WITHDRAWN);
    }
}
