package dev.viduroutes.money;

import java.sql.SQLException;
import java.util.List;
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
     * @param since the first day of those that count; the same, or an earlier one
     * @param ofProjects whether those of single projects are asked for, too
     * @return seconds, or millionths of the currency, that are reserved, charged or doubtful, of this day and its month, of each account
     *     and of all. Added to them is what counts in those since then, and in later ones, since a clock was wrong
     */
    Map<Sum, Long> spent(String day, String since, boolean ofProjects) throws SQLException;

    /** @return what caps were raised to that day, or in its month; of each the last raise */
    default List<CapRaise> raises(String day) throws SQLException {
        return List.of();
    }
}
