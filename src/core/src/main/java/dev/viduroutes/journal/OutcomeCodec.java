package dev.viduroutes.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.OutcomeJson;
import java.sql.SQLException;

/** Outcomes as the journal keeps them: JSON on one line. */
final class OutcomeCodec {

    private static final ObjectMapper JSON = OutcomeJson.mapper().disable(SerializationFeature.INDENT_OUTPUT);

    private OutcomeCodec() {}

    static String of(Outcome outcome) {
        try {
            return JSON.writeValueAsString(outcome);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an outcome can be written as JSON", impossible);
        }
    }

    static Outcome read(TaskRow row) throws SQLException {
        try {
            return JSON.readValue(row.outcome(), Outcome.class);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("the journal's outcome of request " + row.requestId() + " is not readable", damaged);
        }
    }
}
