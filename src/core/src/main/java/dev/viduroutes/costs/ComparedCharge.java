package dev.viduroutes.costs;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Set;

/**
 * A charge of the journal that an invoice is compared with, whatever became of it.
 *
 * @param submits how many charges have its task; one, unless something is wrong
 * @param isUnderWay whether a gateway works on its request and will settle it
 */
record ComparedCharge(
        String taskId,
        String requestId,
        int charge,
        int entry,
        LocalDate day,
        String state,
        String account,
        int seconds,
        BigDecimal price,
        BigDecimal amount,
        String currency,
        int submits,
        boolean isUnderWay) {

    static final String REFUNDED = "REFUNDED";
    static final String RELEASED = "RELEASED";

    static ComparedCharge of(ResultSet row) throws SQLException {
        return new ComparedCharge(
                row.getString("c_task"),
                row.getString("c_request"),
                row.getInt("c_charge"),
                row.getInt("c_entry"),
                LocalDate.parse(row.getString("c_day")),
                row.getString("c_state"),
                row.getString("c_account"),
                row.getInt("c_own_seconds"),
                InvoiceNumber.exact(row.getLong("c_price")),
                InvoiceNumber.exact(row.getLong("c_own_amount")),
                row.getString("c_currency"),
                row.getInt("c_submits"),
                row.getInt("c_under_way") == 1);
    }

    /** @return whether it is money that is spent, perhaps */
    boolean counts() {
        return counts(state);
    }

    static boolean counts(String state) {
        return !Set.of(REFUNDED, RELEASED).contains(state);
    }
}
