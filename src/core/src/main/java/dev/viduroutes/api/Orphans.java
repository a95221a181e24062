package dev.viduroutes.api;

import dev.viduroutes.journal.Journal;
import dev.viduroutes.journal.Orphan;
import dev.viduroutes.journal.SlotTable;
import java.sql.SQLException;
import java.util.List;

/**
 * Remote tasks that a process left when it died. Each takes one of the account's places until it ends, whether or not
 * its request has come again.
 */
public final class Orphans {

    private final Journal journal;
    private final SlotTable slots;

    public Orphans(Journal journal, SlotTable slots) {
        this.journal = journal;
        this.slots = slots;
    }

    /** @return those whose task id is known, so that the API can be asked */
    public List<Orphan> find() throws SQLException {
        return journal.orphans().stream()
                .filter(orphan -> !orphan.taskId().isEmpty())
                .toList();
    }

    /** Frees the place of a task that ended; any other answer leaves it, to be asked again. */
    public void judge(Orphan orphan, ApiResponse response) throws SQLException {
        if (response instanceof ApiResponse.Answered answered && new TaskStatus(answered.data()).isEnded()) {
            slots.freeEnded(orphan);
        }
    }
}
