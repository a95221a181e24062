package dev.viduroutes.journal;

import dev.viduroutes.limits.SlotStore;
import dev.viduroutes.settings.AccountSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The slots of an account, over all processes that share the journal: one row each. A slot lives as
 * long as the remote task, restarts included.
 */
public final class SlotTable implements SlotStore {

    private static final int LOST_RACES = 32;
    /** Below are those of the account that was the only one, as earlier versions number them. */
    private static final int FIRST_OF_OTHERS = 1_000_001;

    private static final String FREE = "UPDATE vidu_slot SET holder = '' WHERE holder = ? AND account = ?";
    private static final String IS_ANOTHERS = "SELECT 1 FROM vidu_task WHERE request_id = holder AND owner <> ?"
            + " AND (state IN ('SUBMITTING', 'UNCERTAIN', 'RUNNING')"
            + " OR owner <> '' AND state NOT IN ('STORED', 'FAILED'))";

    private final Database database;
    private final String account;
    private final int places;
    private final InstantSource clock;
    private final String self;

    SlotTable(Database database, String account, int places, InstantSource clock, Owner self) throws SQLException {
        if (places < 1) {
            throw new IllegalArgumentException("vidu.limits.concurrent-tasks is " + places + "; it must be 1 or more");
        }
        this.database = database;
        this.account = account;
        this.places = places;
        this.clock = clock;
        this.self = self.toString();
        if (account.equals(AccountSettings.DEFAULT)) {
            for (int slot = 1; slot <= places; slot++) {
                database.update(
                        "INSERT INTO vidu_slot (slot, holder, taken_at) VALUES (?, '', 0) ON CONFLICT (slot) DO NOTHING",
                        slot);
            }
        } else {
            addMissing();
        }
    }

    /** Where it lacks some, another process may take the same number meanwhile. */
    private void addMissing() throws SQLException {
        while (count() < places) {
            database.update(
                    "INSERT INTO vidu_slot (slot, account, holder, taken_at)"
                            + " SELECT COALESCE(MAX(slot) + 1, ?), ?, '', 0 FROM vidu_slot WHERE slot >= ?"
                            + " ON CONFLICT (slot) DO NOTHING",
                    FIRST_OF_OTHERS,
                    account,
                    FIRST_OF_OTHERS);
        }
    }

    private int count() throws SQLException {
        return database.query(row -> row.getInt(1), "SELECT COUNT(*) FROM vidu_slot WHERE account = ?", account)
                .get(0);
    }

    /**
     * Takes a slot, if one is free; a holder that has one keeps it. What throws may be asked again, and finds a slot that
     * it took.
     *
     * @param holder the request's id
     * @return whether it holds a slot
     */
    @Override
    public boolean take(String holder) throws SQLException {
        if (holder.isEmpty()) {
            throw new IllegalArgumentException("a slot's holder is empty; it must be a request's id");
        }
        for (int attempt = 0; attempt < LOST_RACES; attempt++) {
            if (takeLowest(holder) || keep(holder)) {
                return true;
            } else if (inUse() >= places) {
                return false;
            }
        }
        return false;
    }

    /**
     * Takes the lowest free slot, unless it has one: in one statement, since everybody in line waits for it. Below that
     * slot all are held, so that it and those held above it are the count in use: later races for lower slots can't pass
     * the limit, whatever this statement did not see of them, and held slots above the limit, left from a higher one,
     * count.
     */
    private boolean takeLowest(String holder) throws SQLException {
        return database.changesOne(
                "UPDATE vidu_slot SET holder = ?, taken_at = ?"
                        + " WHERE slot = (SELECT MIN(slot) FROM vidu_slot WHERE account = ? AND holder = '') AND holder = ''"
                        + " AND (SELECT COUNT(*) FROM vidu_slot WHERE account = ? AND holder <> '') < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM vidu_slot WHERE account = ? AND holder = ?)",
                holder,
                clock.millis(),
                account,
                account,
                places,
                account,
                holder);
    }

    private boolean keep(String holder) throws SQLException {
        return database.update(
                        "UPDATE vidu_slot SET taken_at = ? WHERE holder = ? AND account = ?",
                        clock.millis(),
                        holder,
                        account)
                > 0;
    }

    /**
     * Gives the slot back, if it holds one: unless another process took the request over, since the slot is then that
     * process's, or that of the task that it left. The request's row is locked first, so that nobody takes it over in
     * between.
     */
    @Override
    public void free(String holder) throws SQLException {
        if (holder.isEmpty()) {
            return;
        }
        database.inTransaction(step -> {
            step.update("UPDATE vidu_task SET owner = owner WHERE request_id = ?", holder);
            return 0 < step.update(FREE + " AND NOT EXISTS (" + IS_ANOTHERS + ")", holder, account, self);
        });
    }

    /** Gives the slot of a task back that ended, unless somebody went on with its request since it was found. */
    public void freeEnded(Orphan orphan) throws SQLException {
        database.inTransaction(step -> 0
                        < step.update(
                                "UPDATE vidu_task SET owner = owner WHERE request_id = ? AND epoch = ? AND task_id = ?",
                                orphan.requestId(),
                                orphan.epoch(),
                                orphan.taskId())
                && 0 < step.update(FREE, orphan.requestId(), orphan.account()));
    }

    /**
     * Frees the slots of requests that no longer need them, and were not freed because a process ended in between: settled
     * or pruned, never sent and worked on by nobody, or sent with another account. Those of all accounts.
     *
     * @param idle how long ago such a slot must have been taken
     * @return how many
     */
    int freeForgotten(Duration idle) throws SQLException {
        long now = clock.millis();
        return database.update(
                "UPDATE vidu_slot SET holder = '' WHERE holder <> '' AND taken_at < ? AND NOT EXISTS"
                        + " (SELECT 1 FROM vidu_task WHERE request_id = holder AND state NOT IN ('STORED', 'FAILED')"
                        + " AND (state <> 'RECEIVED' AND vidu_task.account IN ('', vidu_slot.account)"
                        + " OR state = 'RECEIVED' AND lease_until >= ?))",
                now - idle.toMillis(),
                now);
    }

    @Override
    public boolean holds(String holder) throws SQLException {
        return !database.query(
                        row -> row.getInt("slot"),
                        "SELECT slot FROM vidu_slot WHERE holder = ? AND account = ?",
                        holder,
                        account)
                .isEmpty();
    }

    /** @return slots in use, over all processes */
    @Override
    public int inUse() throws SQLException {
        return holders().size();
    }

    /** @return the ids of the requests that hold a slot of the account, one a slot */
    public List<String> holders() throws SQLException {
        return database.query(
                row -> row.getString("holder"),
                "SELECT holder FROM vidu_slot WHERE account = ? AND holder <> '' ORDER BY slot",
                account);
    }
}
