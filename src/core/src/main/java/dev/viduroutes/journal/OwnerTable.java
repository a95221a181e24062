package dev.viduroutes.journal;

import java.sql.SQLException;
import java.util.List;

/** The statements on {@code vidu_task} about who works on an open request, and until when. */
final class OwnerTable {

    private static final String OPEN = " AND state NOT IN ('STORED', 'FAILED')";

    private final Database database;

    OwnerTable(Database database) {
        this.database = database;
    }

    List<TaskRow> ownedBy(Owner owner) throws SQLException {
        return database.query(TaskRow::of, "SELECT * FROM vidu_task WHERE owner = ?" + OPEN, owner.toString());
    }

    /** Of everything that its owner has. */
    void extend(Lease lease) throws SQLException {
        database.update(
                "UPDATE vidu_task SET lease_until = ? WHERE owner = ?" + OPEN, lease.untilMillis(), lease.holder());
    }

    void release(String requestId, long epoch) throws SQLException {
        database.update(
                "UPDATE vidu_task SET owner = '', lease_until = 0 WHERE request_id = ? AND epoch = ?" + OPEN,
                requestId,
                epoch);
    }

    void releaseAll(Owner owner) throws SQLException {
        database.update("UPDATE vidu_task SET owner = '', lease_until = 0 WHERE owner = ?" + OPEN, owner.toString());
    }
}
