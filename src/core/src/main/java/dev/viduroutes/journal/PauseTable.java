package dev.viduroutes.journal;

import dev.viduroutes.pause.Pause;
import dev.viduroutes.pause.PauseOrder;
import dev.viduroutes.pause.PauseStore;
import dev.viduroutes.request.Task;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/**
 * The statements on {@code vidu_pause}. The record of an intent to submit looks there in the statement that writes it, so that none is
 * recorded once a pause is.
 */
public final class PauseTable implements PauseStore {

    /** Each transaction that records an intent shares it. */
    static final String TABLE = "vidu_pause";

    /** Of a row of {@code vidu_task} that is about to be submitted with this account. */
    static final String IS_PAUSED = "EXISTS (SELECT 1 FROM vidu_pause WHERE scope IN ('', :account))";

    private final Database database;
    private final InstantSource clock;

    PauseTable(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Pause> all() throws SQLException {
        return database.query(
                row -> new Pause(row.getString("scope"), row.getString("paused_by"), TaskColumns.instant(row, "since")),
                "SELECT scope, paused_by, since FROM vidu_pause ORDER BY scope");
    }

    @Override
    public boolean begin(PauseOrder order) throws SQLException {
        boolean isNew = database.changesOne(
                "INSERT INTO vidu_pause (scope, paused_by, since) VALUES (?, ?, ?) ON CONFLICT (scope) DO NOTHING",
                order.account(),
                order.who(),
                clock.millis());
        // An intent that looked here before may wait for rows that others have, and is on record only afterwards.
        database.awaitSharers(TABLE);
        return isNew;
    }

    @Override
    public boolean end(String account) throws SQLException {
        return database.changesOne("DELETE FROM vidu_pause WHERE scope = ?", account);
    }

    @Override
    public long leaving(String account) throws SQLException {
        return database.query(
                        row -> row.getLong(1),
                        "SELECT COUNT(*) FROM vidu_task WHERE state = 'SUBMITTING' AND ? IN ('', account)",
                        account)
                .get(0);
    }

    /** @return whether the task stands as its owner believes: then only a pause, or what has ended since, kept its intent from the record */
    boolean stands(Task submitting) throws SQLException {
        return !database.query(
                        row -> row.getInt(1),
                        "SELECT 1 FROM vidu_task WHERE request_id = ? AND epoch = ? AND state = ?",
                        submitting.request().id(),
                        submitting.epoch(),
                        submitting.before().name())
                .isEmpty();
    }
}
