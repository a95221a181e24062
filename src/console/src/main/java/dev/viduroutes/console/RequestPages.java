package dev.viduroutes.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.csv.CsvDialect;
import dev.viduroutes.overview.BatchProgressReader;
import dev.viduroutes.overview.RequestDetail;
import dev.viduroutes.overview.RequestPage;
import dev.viduroutes.overview.RequestQuery;
import dev.viduroutes.overview.RequestReader;
import dev.viduroutes.overview.RequestSummary;
import dev.viduroutes.overview.VideoPage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Requests, batches, videos and dead letters, as the journal knows them. */
final class RequestPages {

    private static final int USUAL = 50;
    private static final int VIDEOS = 12;
    /** Of rows that failed; a report of the batch has all. */
    private static final int MOST_FAILED = 100_000;

    private final RequestReader requests;
    private final BatchProgressReader batches;
    private final Prompts prompts;

    RequestPages(RequestReader requests, BatchProgressReader batches, Prompts prompts) {
        this.requests = requests;
        this.batches = batches;
        this.prompts = prompts;
    }

    ConsoleAnswer list(ConsoleRequest request) throws SQLException, IOException, ConsoleRefusal {
        int limit = request.number("limit", USUAL, 1, RequestQuery.MOST);
        try {
            RequestQuery query = new RequestQuery(
                    request.parameter("state").orElse(""),
                    request.parameter("code").orElse(""),
                    request.parameter("project").orElse(""),
                    request.parameter("batch").orElse(""),
                    request.parameter("source").orElse(""),
                    request.parameter("account").orElse(""),
                    request.parameter("q").orElse(""),
                    request.parameter("after").orElse(""),
                    limit);
            return ConsoleAnswer.json(ConsoleJson.of(requests.list(query)));
        } catch (IllegalArgumentException wrong) {
            throw ConsoleRefusal.malformed(
                    "a filter is wrong: state must be a state, after what the page before gave as next, and no filter longer than"
                            + " 256 characters");
        }
    }

    ConsoleAnswer one(ConsoleRequest request) throws SQLException, IOException, ConsoleRefusal {
        RequestDetail detail = find(request.place("id"));
        ObjectNode json = (ObjectNode) ConsoleJson.of(detail);
        // What ties it to the process that has it is nobody's business here.
        json.remove(List.of("traceparent"));
        prompts.of(detail.summary()).ifPresent(prompt -> json.put("prompt", prompt));
        return ConsoleAnswer.json(json);
    }

    RequestDetail find(String id) throws SQLException, ConsoleRefusal {
        return requests.find(id).orElseThrow(() -> ConsoleRefusal.notFound("the journal knows no request of this id"));
    }

    ConsoleAnswer videos(ConsoleRequest request) throws SQLException, IOException, ConsoleRefusal {
        int limit = request.number("limit", VIDEOS, 1, RequestQuery.MOST);
        try {
            VideoPage page = requests.videos(request.parameter("after").orElse(""), limit);
            JsonNode json = ConsoleJson.of(page);
            for (int i = 0; i < page.rows().size(); i++) {
                ObjectNode row = (ObjectNode) json.path("rows").get(i);
                prompts.of(page.rows().get(i).request()).ifPresent(prompt -> row.put("prompt", prompt));
            }
            return ConsoleAnswer.json(json);
        } catch (IllegalArgumentException wrong) {
            throw ConsoleRefusal.malformed("after must be what the page before gave as next");
        }
    }

    ConsoleAnswer batches(ConsoleRequest request) throws SQLException, IOException {
        return ConsoleAnswer.json(ConsoleJson.of(Map.of("rows", batches.list())));
    }

    ConsoleAnswer batch(ConsoleRequest request) throws SQLException, IOException, ConsoleRefusal {
        return ConsoleAnswer.json(ConsoleJson.of(batches.find(request.place("id"))
                .orElseThrow(() -> ConsoleRefusal.notFound("the journal knows no batch of this id"))));
    }

    /** The rows that failed, for who corrects them. */
    ConsoleAnswer failedRows(ConsoleRequest request) throws SQLException, IOException {
        StringBuilder csv = new StringBuilder();
        csv.append(CsvDialect.PLAIN.line(List.of("request_id", "row", "code", "project", "attempts")));
        String after = "";
        int rows = 0;
        do {
            RequestPage page = requests.list(RequestQuery.all(RequestQuery.MOST)
                    .ofState("FAILED")
                    .ofBatch(request.place("id"))
                    .from(after));
            for (RequestSummary row : page.rows()) {
                csv.append(CsvDialect.PLAIN.line(List.of(
                        row.requestId(),
                        row.sourceName(),
                        row.code(),
                        row.project(),
                        Integer.toString(row.attempts()))));
            }
            rows += page.rows().size();
            after = page.next();
        } while (!after.isEmpty() && rows < MOST_FAILED);
        return ConsoleAnswer.text("text/csv; charset=utf-8", csv.toString()).asFile("failed-rows.csv");
    }
}
