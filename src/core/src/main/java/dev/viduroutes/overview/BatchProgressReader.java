package dev.viduroutes.overview;

import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.money.Money;
import dev.viduroutes.polling.LearnedDurations;
import dev.viduroutes.polling.TaskKind;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.Settings;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Batches, and how far they are. Thread-safe. */
public final class BatchProgressReader {

    private static final int MOST = 200;

    private final ReadOnlyJournal journal;
    private final Settings settings;
    private final InstantSource clock;

    public BatchProgressReader(ReadOnlyJournal journal, Settings settings, InstantSource clock) {
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    /** What is open of a batch, by its rows that the journal knows. */
    private record Open(long waiting, long underWay, long seconds, Duration work) {

        static final Open NONE = new Open(0, 0, 0, Duration.ZERO);

        Open and(Open more) {
            return new Open(
                    waiting + more.waiting, underWay + more.underWay, seconds + more.seconds, work.plus(more.work));
        }
    }

    /** @return those that were touched last, {@value #MOST} at most, the last one first; without their money */
    public List<BatchProgress> list() throws SQLException {
        Map<String, Open> open = open(new Condition().and("batch <> ''"));
        return journal.query(
                row -> progress(row, open.getOrDefault(row.getString("batch_id"), Open.NONE), List.of(), List.of()),
                "SELECT * FROM vidu_batch ORDER BY updated_at DESC, batch_id LIMIT " + MOST);
    }

    /** @return the batch of this id, with its money */
    public Optional<BatchProgress> find(String batchId) throws SQLException {
        Open open = open(new Condition().and("batch = ?", batchId)).getOrDefault(batchId, Open.NONE);
        Map<Boolean, List<Money>> money = money(batchId);
        return journal
                .query(
                        row -> progress(row, open, money.get(false), money.get(true)),
                        "SELECT * FROM vidu_batch WHERE batch_id = ?",
                        batchId)
                .stream()
                .findFirst();
    }

    private BatchProgress progress(ResultSet row, Open open, List<Money> spent, List<Money> toCome)
            throws SQLException {
        return new BatchProgress(
                row.getString("batch_id"),
                row.getString("name"),
                row.getString("state"),
                row.getLong("row_count"),
                row.getLong("stored"),
                row.getLong("failed"),
                open.waiting(),
                open.underWay(),
                row.getLong("seconds"),
                open.seconds(),
                RequestRow.instant(row, "started_at"),
                RequestRow.instant(row, "updated_at"),
                expectedEnd(row.getString("state"), open),
                spent,
                toCome);
    }

    /** As if all slots were for this batch: it ends no sooner, unless tasks become shorter. */
    private Optional<Instant> expectedEnd(String state, Open open) {
        boolean goesOn = state.equals("RUNNING") && open.waiting() + open.underWay() > 0;
        return goesOn
                ? Optional.of(clock.instant()
                        .plus(open.work().dividedBy(settings.limitsOfAll().concurrentTasks())))
                : Optional.empty();
    }

    private Map<String, Open> open(Condition condition) throws SQLException {
        LearnedDurations learned = new LearnedReader(journal, settings).read();
        Map<String, Open> open = new HashMap<>();
        journal.query(
                row -> open.merge(row.getString("batch"), open(row, learned), Open::and),
                "SELECT batch, state, model, mode, resolution, seconds, COUNT(*) AS found FROM vidu_task WHERE state IN"
                        + " ('RECEIVED', 'SUBMITTING', 'UNCERTAIN', 'RUNNING', 'SUCCEEDED') AND " + condition.sql()
                        + " GROUP BY batch, state, model, mode, resolution, seconds",
                condition.values());
        return open;
    }

    private static Open open(ResultSet row, LearnedDurations learned) throws SQLException {
        long found = row.getLong("found");
        boolean waits = row.getString("state").equals("RECEIVED");
        boolean made = row.getString("state").equals("SUCCEEDED");
        TaskKind kind = new TaskKind(
                row.getString("model") + "/" + row.getString("mode"),
                row.getString("resolution"),
                row.getInt("seconds"));
        Duration typical = learned.typical(kind).multipliedBy(found);
        // Those under way are in the middle of it, on average.
        Duration work = made ? Duration.ZERO : waits ? typical : typical.dividedBy(2);
        return new Open(waits ? found : 0, waits ? 0 : found, found * row.getInt("seconds"), work);
    }

    /** @return what is reserved by true, what is charged, or perhaps, by false */
    private Map<Boolean, List<Money>> money(String batchId) throws SQLException {
        Map<Boolean, List<Money>> money = new HashMap<>(Map.of(true, new ArrayList<>(), false, new ArrayList<>()));
        journal.query(
                row -> money.get(row.getInt("reserved") == 1)
                        .add(new Money(
                                BigDecimal.valueOf(row.getLong("amount"), CapSettings.MILLIONTHS),
                                row.getString("currency"))),
                "SELECT CASE c.state WHEN 'RESERVED' THEN 1 ELSE 0 END AS reserved, c.currency,"
                        + " SUM(c.seconds * c.price + c.adjustment) AS amount FROM vidu_task t JOIN vidu_charge c"
                        + " ON c.request_id = t.request_id WHERE t.batch = ? AND c.state <> 'RELEASED' AND c.currency <> ''"
                        + " AND NOT EXISTS (SELECT 1 FROM vidu_charge l WHERE l.request_id = c.request_id"
                        + " AND l.charge = c.charge AND l.entry > c.entry) GROUP BY 1, c.currency ORDER BY c.currency",
                batchId);
        return money;
    }
}
