package dev.viduroutes.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.batch.BatchRecords.Line;
import dev.viduroutes.csv.RecordScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A prompt a line; lines that begin with {@code #} are comments. */
final class TxtBatchReader implements BatchReader {

    private static final String COMMENT = "#";

    private final BatchRecords records;
    private final RowKeys keys;
    private final LineForm form = new LineForm(LineForm.PROMPT, "");
    private int count;

    private TxtBatchReader(BatchRecords records, RowKeys keys) {
        this.records = records;
        this.keys = keys;
    }

    static TxtBatchReader open(Path file, boolean hasMark, RowKeys keys, BatchBounds bounds) throws IOException {
        return new TxtBatchReader(BatchRecords.open(file, hasMark, RecordScanner.NO_QUOTES, bounds), keys);
    }

    @Override
    public Optional<BatchRow> next() throws IOException {
        Optional<Line> line = records.next();
        while (line.isPresent() && isLeftOut(line.get().text().strip())) {
            line = records.next();
        }
        if (line.isPresent()) {
            records.checkCount(++count);
        }
        return line.map(this::row);
    }

    private static boolean isLeftOut(String text) {
        return text.isEmpty() || text.startsWith(COMMENT);
    }

    private BatchRow row(Line line) {
        String prompt = line.text().strip();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("input").put("prompt", prompt);
        return new BatchRow(
                count,
                line.line(),
                keys.of(document),
                Optional.of(document),
                List.of(),
                List.of(prompt),
                Optional.of(List.of()));
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
