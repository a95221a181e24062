package dev.viduroutes.overview;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.money.Money;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.settings.CapSettings;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request with its timeline, put together from all that the journal wrote down of it. */
final class DetailReader {

    private final ReadOnlyJournal journal;

    DetailReader(ReadOnlyJournal journal) {
        this.journal = journal;
    }

    /** What only this page shows of a row. Instants that have not happened are the epoch's. */
    private record Rest(
            RequestRow row,
            Instant acceptedAt,
            Instant endedAt,
            Instant uncertainSince,
            Instant fetchSince,
            Instant calledBackAt,
            int renewals,
            String doubt,
            String worker,
            Instant leaseUntil,
            boolean withdrawn,
            boolean forced,
            long epoch,
            String traceparent) {

        static Rest of(ResultSet row) throws SQLException {
            return new Rest(
                    RequestRow.of(row),
                    RequestRow.instant(row, "accepted_at"),
                    RequestRow.instant(row, "ended_at"),
                    RequestRow.instant(row, "uncertain_since"),
                    RequestRow.instant(row, "fetch_since"),
                    // Negative once the owner knows of it.
                    Instant.ofEpochMilli(Math.abs(row.getLong("called_back_at"))),
                    row.getInt("renewals"),
                    row.getString("doubt"),
                    row.getString("owner"),
                    RequestRow.instant(row, "lease_until"),
                    row.getInt("withdrawn") > 0,
                    row.getInt("forced") > 0,
                    row.getLong("epoch"),
                    row.getString("traceparent"));
        }
    }

    Optional<RequestDetail> find(String requestId) throws SQLException {
        List<Rest> found = journal.query(
                Rest::of,
                "SELECT " + RequestRow.COLUMNS + ", t.accepted_at, t.ended_at, t.uncertain_since, t.fetch_since,"
                        + " t.called_back_at, t.renewals, t.doubt, t.owner, t.lease_until, t.withdrawn, t.forced, t.epoch,"
                        + " t.traceparent FROM vidu_task t LEFT JOIN vidu_batch b ON b.batch_id = t.batch"
                        + " WHERE t.request_id = ?",
                requestId);
        return found.isEmpty() ? Optional.empty() : Optional.of(detail(found.get(0)));
    }

    private RequestDetail detail(Rest rest) throws SQLException {
        Optional<Outcome> outcome = rest.row().outcome();
        String id = rest.row().summary().requestId();
        List<EarlierTask> givenUp = givenUp(id);
        List<SubmitRecord> submits = submits(rest.row().summary(), givenUp);
        return new RequestDetail(
                rest.row().summary(),
                timeline(rest, submits, givenUp),
                submits,
                outcome.map(Outcome::videos).orElse(List.of()),
                outcome.flatMap(Outcome::failure),
                outcome.map(Outcome::replay).orElse(""),
                outcome.map(Outcome::warnings).orElse(List.of()),
                outcome.map(Outcome::metadata).orElse(Map.of()),
                rest.doubt(),
                rest.worker(),
                rest.leaseUntil(),
                rest.withdrawn(),
                rest.forced(),
                rest.epoch(),
                rest.traceparent());
    }

    private List<EarlierTask> givenUp(String id) throws SQLException {
        return journal.query(
                row -> new EarlierTask(
                        row.getInt("submit"),
                        row.getString("task_id"),
                        row.getString("code"),
                        RequestRow.instant(row, "ended_at")),
                "SELECT submit, task_id, code, ended_at FROM vidu_attempt WHERE request_id = ? ORDER BY submit",
                id);
    }

    /** Of each charge the first entry tells when its submit left, and the last one what became of it. */
    private List<SubmitRecord> submits(RequestSummary request, List<EarlierTask> givenUp) throws SQLException {
        return journal.query(
                row -> submit(row, request, givenUp),
                "SELECT c.submit, f.written_at AS sent_at, c.account, c.task_id, c.state, c.seconds, c.price, c.adjustment, c.currency,"
                        + " c.written_at, c.entry FROM vidu_charge c JOIN vidu_charge f ON f.request_id = c.request_id"
                        + " AND f.charge = c.charge AND f.entry = 1 WHERE c.request_id = ? AND NOT EXISTS (SELECT 1"
                        + " FROM vidu_charge l WHERE l.request_id = c.request_id AND l.charge = c.charge"
                        + " AND l.entry > c.entry) ORDER BY c.charge",
                request.requestId());
    }

    private static SubmitRecord submit(ResultSet row, RequestSummary request, List<EarlierTask> givenUp)
            throws SQLException {
        int submit = row.getInt("submit");
        boolean last = submit == request.attempts();
        Optional<EarlierTask> given =
                givenUp.stream().filter(task -> task.submit() == submit).findFirst();
        String taskId = row.getString("task_id");
        String currency = row.getString("currency");
        BigDecimal amount = BigDecimal.valueOf(
                row.getLong("seconds") * row.getLong("price") + row.getLong("adjustment"), CapSettings.MILLIONTHS);
        return new SubmitRecord(
                submit,
                RequestRow.instant(row, "sent_at"),
                row.getString("account"),
                taskId.isEmpty() ? given.map(EarlierTask::taskId).orElse(last ? request.taskId() : "") : taskId,
                given.map(EarlierTask::code).orElse(last ? request.code() : ""),
                row.getString("state"),
                row.getInt("seconds"),
                currency.isEmpty() ? Optional.empty() : Optional.of(new Money(amount, currency)),
                row.getInt("entry") > 1 ? Optional.of(RequestRow.instant(row, "written_at")) : Optional.empty());
    }

    private List<TimelineEntry> timeline(Rest rest, List<SubmitRecord> submits, List<EarlierTask> givenUp)
            throws SQLException {
        RequestSummary request = rest.row().summary();
        int last = request.attempts();
        List<TimelineEntry> all = new ArrayList<>();
        add(all, request.receivedAt(), TimelineStep.RECEIVED, 0, request.source() + " " + request.sourceName());
        submits.forEach(submit -> add(all, submit.at(), TimelineStep.SUBMITTED, submit.submit(), submit.account()));
        add(all, rest.acceptedAt(), TimelineStep.ACCEPTED, last, request.taskId());
        givenUp.forEach(task -> add(
                all,
                task.endedAt(),
                TimelineStep.GIVEN_UP,
                task.submit(),
                (task.code() + " " + task.taskId()).strip()));
        all.addAll(refusals(request.requestId()));
        add(all, rest.uncertainSince(), TimelineStep.UNCERTAIN, last, rest.doubt());
        add(all, rest.calledBackAt(), TimelineStep.CALLED_BACK, last, "");
        add(all, rest.fetchSince(), TimelineStep.ASKED_AGAIN, last, "");
        add(all, rest.endedAt(), TimelineStep.ENDED, last, renewed(rest.renewals()));
        if (request.state().isEnd()) {
            TimelineStep end = request.state() == TaskState.STORED ? TimelineStep.STORED : TimelineStep.FAILED;
            Instant at =
                    rest.row().outcome().map(told -> told.timings().settledAt()).orElse(request.since());
            add(all, at, end, last, end == TimelineStep.STORED ? "" : why(rest.row(), request));
        }
        all.sort(Comparator.comparing(TimelineEntry::at).thenComparing(TimelineEntry::step));
        return all;
    }

    private static String renewed(int renewals) {
        return renewals == 0 ? "" : "fresh URLs asked for " + renewals + (renewals == 1 ? " time" : " times");
    }

    private static String why(RequestRow row, RequestSummary request) {
        String message =
                row.outcome().flatMap(Outcome::failure).map(Failure::message).orElse("");
        return message.isEmpty() ? request.code() : request.code() + ": " + message;
    }

    private List<TimelineEntry> refusals(String id) throws SQLException {
        return journal.query(
                row -> new TimelineEntry(
                        RequestRow.instant(row, "refused_at"),
                        TimelineStep.REFUSED,
                        row.getInt("submit"),
                        row.getString("code")),
                "SELECT submit, code, refused_at FROM vidu_refusal WHERE request_id = ? ORDER BY submit",
                id);
    }

    private static void add(List<TimelineEntry> all, Instant at, TimelineStep step, int submit, String detail) {
        if (!at.equals(Instant.EPOCH)) {
            all.add(new TimelineEntry(at, step, submit, detail));
        }
    }
}
