package dev.viduroutes.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.batch.BatchRecords.Line;
import dev.viduroutes.csv.RecordScanner;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.request.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request document a line; the first line may have what the others leave out. */
final class JsonlBatchReader implements BatchReader {

    private static final String DOCUMENT = "document";
    private static final String DEFAULTS = "defaults";

    private final BatchRecords records;
    private final Documents documents;
    private final RowKeys keys;
    private final RowIds ids = new RowIds();
    private final JsonDefaults defaults;
    private final LineForm form;
    private Optional<Line> pending;
    private int count;

    static JsonlBatchReader open(Path file, boolean hasMark, RowKeys keys, BatchBounds bounds, Documents documents)
            throws IOException {
        BatchRecords records = BatchRecords.open(file, hasMark, RecordScanner.NO_QUOTES, bounds);
        try {
            return new JsonlBatchReader(records, keys, documents);
        } catch (IOException | RuntimeException failure) {
            records.close();
            throw failure;
        }
    }

    private JsonlBatchReader(BatchRecords records, RowKeys keys, Documents documents) throws IOException {
        this.records = records;
        this.keys = keys;
        this.documents = documents;
        Optional<Line> first = records.next();
        Optional<JsonNode> found = first.flatMap(this::defaultsOf);
        defaults = JsonDefaults.of(found);
        form = new LineForm("request", found.isPresent() ? first.get().text() : "");
        pending = found.isPresent() ? records.next() : first;
    }

    /** @return what it says of all others; nothing if it is a request, or none */
    private Optional<JsonNode> defaultsOf(Line line) {
        try {
            return defaultsOf(parse(line));
        } catch (RequestRefusedException wrong) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> defaultsOf(JsonNode document) {
        return Optional.of(document)
                .filter(node -> node.isObject() && node.size() == 1 && node.has(DEFAULTS))
                .map(node -> node.get(DEFAULTS));
    }

    private JsonNode parse(Line line) {
        byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > records.bounds().maxRequestBytes()) {
            throw documents.tooLarge();
        }
        return documents.parse(bytes);
    }

    @Override
    public Optional<BatchRow> next() throws IOException {
        Optional<Line> line = pending.isPresent() ? pending : records.next();
        pending = Optional.empty();
        if (line.isPresent()) {
            records.checkCount(++count);
        }
        return line.map(this::row);
    }

    private BatchRow row(Line line) {
        List<Problem> problems = new ArrayList<>();
        Optional<ObjectNode> document = document(line, problems);
        document.flatMap(request -> ids.add(request, count)).ifPresent(problems::add);
        List<String> values = List.of(line.text());
        return new BatchRow(
                count,
                line.line(),
                document.map(keys::of).orElseGet(() -> keys.of(values)),
                document.filter(request -> problems.isEmpty()),
                problems,
                values,
                document.map(BatchRow::pictures));
    }

    private Optional<ObjectNode> document(Line line, List<Problem> problems) {
        try {
            JsonNode parsed = parse(line);
            if (defaultsOf(parsed).isPresent()) {
                problems.add(new Problem(DOCUMENT, "one of defaults", "defaults must stand in the first line"));
            } else if (parsed instanceof ObjectNode request) {
                return Optional.of(defaults.applied(request));
            } else {
                problems.add(new Problem(DOCUMENT, CellType.found(line.text()), "it must be one JSON object"));
            }
        } catch (RequestRefusedException notJson) {
            problems.addAll(notJson.failure().problems());
        }
        return Optional.empty();
    }

    @Override
    public BatchForm form() {
        return form;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
