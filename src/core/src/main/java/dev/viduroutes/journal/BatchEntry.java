package dev.viduroutes.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What the journal knows of a batch.
 *
 * @param rows that have their outcome
 * @param seconds of video that they were billed, as far as that is known
 * @param owner who works on it, empty for nobody
 * @param leaseUntil in milliseconds since 1970
 * @param updatedAt when these numbers were noted
 */
public record BatchEntry(
        String id,
        String name,
        BatchState state,
        long rows,
        long stored,
        long failed,
        long seconds,
        String owner,
        long leaseUntil,
        Instant startedAt,
        Instant updatedAt) {

    static BatchEntry of(ResultSet row) throws SQLException {
        return new BatchEntry(
                row.getString("batch_id"),
                row.getString("name"),
                BatchState.valueOf(row.getString("state")),
                row.getLong("row_count"),
                row.getLong("stored"),
                row.getLong("failed"),
                row.getLong("seconds"),
                row.getString("owner"),
                row.getLong("lease_until"),
                TaskColumns.instant(row, "started_at"),
                TaskColumns.instant(row, "updated_at"));
    }
}
