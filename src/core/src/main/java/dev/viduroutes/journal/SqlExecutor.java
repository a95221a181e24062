package dev.viduroutes.journal;

import java.sql.SQLException;

/** What runs statements: each by itself, or several as one transaction. */
interface SqlExecutor {

    /** @return how many rows it changed */
    int update(String sql, Object... values) throws SQLException;

    /** @return whether it changed the one row that it is about */
    default boolean changesOne(String sql, Object... values) throws SQLException {
        return update(sql, values) == 1;
    }

    /** Like {@link #changesOne(String, Object...)}, with values by name. */
    default boolean changesOne(String sql, SqlParameters values) throws SQLException {
        return changesOne(SqlParameters.positional(sql), values.inOrder(sql));
    }
}
