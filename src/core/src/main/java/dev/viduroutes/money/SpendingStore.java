package dev.viduroutes.money;

import java.sql.SQLException;
import java.util.Map;

/** What was spent, over all processes that share the journal. */
public interface SpendingStore {

    /**
     * A sum that caps are checked against.
     *
     * @param account empty for all
     * @param period a day as {@code 2026-11-30}, or a month as {@code 2026-11}
     * @param project empty for all
     * @param currency empty for seconds
     */
    record Sum(String account, String period, String project, String currency) {}

    /**
     * @param day whose sums are asked for, and those of its month
     * @param since an earlier day, or the same: all that counts in it or later is added to them, as a clock may have been wrong
     * @param ofProjects whether those of single projects are asked for, too
     * @return seconds, or millionths of the currency, that are reserved, charged or doubtful, of each account and of all
     */
    Map<Sum, Long> spent(String day, String since, boolean ofProjects) throws SQLException;
}
