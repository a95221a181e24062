package dev.viduroutes.overview;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requests, as the journal knows them. Thread-safe. */
public final class RequestReader {

    private static final int EXAMPLES = 20;
    private static final int MOST_CODES = 100;
    private static final int MOST_OF_A_TASK = 20;
    /** Of what a person withdrew there is nothing to be done. */
    private static final String FOR_A_PERSON = "t.state = 'FAILED' AND t.batch = '' AND t.code NOT IN ('"
            + Failure.CANCELLED + "', '" + Failure.DISCARDED + "')";

    private static final String FAILED = "vidu_task_failed";
    private static final String ORDER = " ORDER BY t.received_at DESC, t.request_id DESC LIMIT ?";

    private final ReadOnlyJournal journal;

    public RequestReader(ReadOnlyJournal journal) {
        this.journal = journal;
    }

    /** @throws SQLException if the journal can't be asked */
    public RequestPage list(RequestQuery query) throws SQLException {
        Condition condition = new Condition()
                .andEquals("t.state", query.state())
                .andEquals("t.code", query.code())
                .andEquals("t.project", query.project())
                .andEquals("t.batch", query.batch())
                .andEquals("t.source", query.source())
                .andEquals("t.account", query.account());
        if (!query.q().isEmpty()) {
            about(condition, query.q());
        }
        Cursor.of(query.after())
                .ifPresent(last ->
                        condition.and("(t.received_at, t.request_id) < (?, ?)", last.millis(), last.requestId()));
        List<RequestSummary> rows = page(condition, query.limit() + 1);
        return rows.size() <= query.limit() ? new RequestPage(rows, "") : page(rows.subList(0, query.limit()));
    }

    private static RequestPage page(List<RequestSummary> rows) {
        RequestSummary last = rows.get(rows.size() - 1);
        return new RequestPage(rows, new Cursor(last.receivedAt().toEpochMilli(), last.requestId()).toString());
    }

    private List<RequestSummary> page(Condition condition, int limit) throws SQLException {
        return journal.query(
                row -> RequestRow.of(row).summary(),
                "SELECT " + RequestRow.COLUMNS + " FROM vidu_task t " + by("vidu_task_by_received")
                        + "LEFT JOIN vidu_batch b ON b.batch_id = t.batch WHERE " + condition.sql() + ORDER,
                condition.values(limit));
    }

    /** SQLite takes the index of a column for better, though it then sorts all that has the value. */
    private String by(String index) throws SQLException {
        return journal.isSqlite() ? "INDEXED BY " + index + " " : "";
    }

    /** The requests of a task come first in nobody's order, so its id must be whole. */
    private void about(Condition condition, String q) throws SQLException {
        List<String> ofTask = journal.query(
                row -> row.getString("request_id"),
                "SELECT request_id FROM vidu_task WHERE task_id = ? UNION ALL SELECT request_id FROM vidu_attempt"
                        + " WHERE task_id = ? LIMIT " + MOST_OF_A_TASK,
                q,
                q);
        String begins = "SUBSTR(t.request_id, 1, " + q.codePointCount(0, q.length()) + ") = ?";
        if (ofTask.isEmpty()) {
            condition.and(begins, q);
            return;
        }
        List<Object> values = new ArrayList<>(List.of(q));
        values.addAll(ofTask);
        String known = ofTask.stream().map(id -> "?").collect(Collectors.joining(", "));
        condition.and("(" + begins + " OR t.request_id IN (" + known + "))", values.toArray());
    }

    /** @return all that is known of the request with this very id */
    public Optional<RequestDetail> find(String requestId) throws SQLException {
        return new DetailReader(journal).find(requestId);
    }

    /**
     * @param after {@linkplain VideoPage#next where the page before ended}; empty for the first
     * @return stored requests, the latest stored first
     */
    public VideoPage videos(String after, int limit) throws SQLException {
        RequestQuery.checkLimit(limit);
        Condition condition = new Condition().and("t.state = 'STORED'");
        Cursor.of(after)
                .ifPresent(last ->
                        condition.and("(t.updated_at, t.request_id) < (?, ?)", last.millis(), last.requestId()));
        List<StoredVideo> rows = journal.query(
                row -> stored(RequestRow.of(row)),
                "SELECT " + RequestRow.COLUMNS + " FROM vidu_task t " + by("vidu_task_by_state")
                        + "LEFT JOIN vidu_batch b ON b.batch_id = t.batch WHERE " + condition.sql()
                        + " ORDER BY t.updated_at DESC, t.request_id DESC LIMIT ?",
                condition.values(limit + 1));
        if (rows.size() <= limit) {
            return new VideoPage(rows, "");
        }
        RequestSummary last = rows.get(limit - 1).request();
        return new VideoPage(
                rows.subList(0, limit), new Cursor(last.since().toEpochMilli(), last.requestId()).toString());
    }

    private static StoredVideo stored(RequestRow row) {
        return new StoredVideo(
                row.summary(),
                row.outcome()
                        .map(end -> end.timings().settledAt())
                        .orElse(row.summary().since()),
                row.outcome().map(Outcome::videos).orElse(List.of()));
    }

    /** @return what failed and is a person's business, by code, the most first; see {@link DeadLetterGroup} for what is left out */
    public List<DeadLetterGroup> deadLetters() throws SQLException {
        record Counted(String code, long count) {}
        long deadline = journal.deadline();
        List<Counted> codes = journal.queryUntil(
                deadline,
                row -> new Counted(row.getString("code"), row.getLong("found")),
                "SELECT t.code, COUNT(*) AS found FROM vidu_task t " + by(FAILED) + "WHERE " + FOR_A_PERSON
                        + " GROUP BY t.code ORDER BY found DESC, t.code LIMIT " + MOST_CODES);
        List<DeadLetterGroup> groups = new ArrayList<>();
        for (Counted one : codes) {
            group(one.code(), one.count(), deadline).ifPresent(groups::add);
        }
        return groups;
    }

    private Optional<DeadLetterGroup> group(String code, long count, long deadline) throws SQLException {
        List<RequestRow> examples = journal.queryUntil(
                deadline,
                RequestRow::of,
                "SELECT " + RequestRow.COLUMNS
                        + " FROM vidu_task t " + by(FAILED) + "LEFT JOIN vidu_batch b ON b.batch_id = t.batch WHERE "
                        + FOR_A_PERSON
                        + " AND t.code = ? ORDER BY t.updated_at DESC, t.request_id DESC LIMIT " + EXAMPLES,
                code);
        return examples.isEmpty() ? Optional.empty() : Optional.of(group(code, count, examples));
    }

    private static DeadLetterGroup group(String code, long count, List<RequestRow> examples) {
        Map<Billing, Integer> billing = new EnumMap<>(Billing.class);
        examples.forEach(row -> row.summary().billing().ifPresent(one -> billing.merge(one, 1, Integer::sum)));
        RequestRow last = examples.get(0);
        String message =
                last.outcome().flatMap(Outcome::failure).map(Failure::message).orElse("");
        List<RequestSummary> rows = examples.stream().map(RequestRow::summary).toList();
        return new DeadLetterGroup(code, count, last.summary().since(), message, billing, rows);
    }

    /** @return how many requests are in each state that is no end */
    public Map<TaskState, Long> open() throws SQLException {
        Map<TaskState, Long> open = new EnumMap<>(TaskState.class);
        journal.query(
                row -> open.put(TaskState.valueOf(row.getString("state")), row.getLong("found")),
                "SELECT state, COUNT(*) AS found FROM vidu_task"
                        + " WHERE state IN ('RECEIVED', 'SUBMITTING', 'UNCERTAIN', 'RUNNING', 'SUCCEEDED') GROUP BY state");
        return open;
    }
}
