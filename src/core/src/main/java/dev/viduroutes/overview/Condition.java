package dev.viduroutes.overview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What rows must be like: SQL of ours, and the values of others for it, which never are part of it. */
final class Condition {

    private final StringBuilder sql = new StringBuilder("1 = 1");
    private final List<Object> values = new ArrayList<>();

    /** Also this must hold. */
    Condition and(String condition, Object... its) {
        sql.append(" AND ").append(condition);
        values.addAll(Arrays.asList(its));
        return this;
    }

    /** Also this column must have the value, unless that is empty. */
    Condition andEquals(String column, String value) {
        return value.isEmpty() ? this : and(column + " = ?", value);
    }

    String sql() {
        return sql.toString();
    }

    /** @return the values, and these behind them */
    Object[] values(Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }
}
