package dev.viduroutes.overview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.OutcomeJson;
import dev.viduroutes.request.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code vidu_task} as lists show it, with what its outcome adds. */
record RequestRow(RequestSummary summary, Optional<Outcome> outcome) {

    /** With the name of its batch; its condition and order come behind. */
    static final String COLUMNS =
            "t.request_id, t.batch, b.name AS batch_name, t.project, t.source, t.source_name, t.account,"
                    + " t.mode, t.resolution, t.seconds, t.state, t.code, t.updated_at, t.received_at, t.submits, t.task_id, t.outcome";

    private static final ObjectMapper JSON = OutcomeJson.mapper();

    static RequestRow of(ResultSet row) throws SQLException {
        Optional<Outcome> outcome = outcome(row.getString("outcome"));
        RequestSummary summary = new RequestSummary(
                row.getString("request_id"),
                row.getString("batch"),
                Optional.ofNullable(row.getString("batch_name")).orElse(""),
                known(
                        row.getString("project"),
                        outcome.map(end -> end.metadata().getOrDefault("project", ""))),
                known(row.getString("source"), outcome.map(end -> end.source().kind())),
                known(
                        row.getString("source_name"),
                        outcome.map(end -> end.source().recordName())),
                row.getString("account"),
                row.getString("mode"),
                row.getString("resolution"),
                row.getInt("seconds"),
                TaskState.valueOf(row.getString("state")),
                known(row.getString("code"), outcome.flatMap(Outcome::failure).map(Failure::code)),
                instant(row, "updated_at"),
                instant(row, "received_at"),
                row.getInt("submits"),
                row.getString("task_id"),
                outcome.flatMap(Outcome::failure).map(Failure::billing).or(() -> outcome.map(RequestRow::billed)),
                outcome.flatMap(Outcome::billedSeconds),
                outcome.flatMap(Outcome::cost));
        return new RequestRow(summary, outcome);
    }

    private static Billing billed(Outcome stored) {
        return Billing.BILLED;
    }

    private static String known(String column, Optional<String> ofOutcome) {
        return column.isEmpty() ? ofOutcome.orElse("") : column;
    }

    /** What is damaged is left out: a list must not fail because of one row. */
    private static Optional<Outcome> outcome(String json) {
        try {
            return json.isEmpty() ? Optional.empty() : Optional.of(JSON.readValue(json, Outcome.class));
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
