package dev.viduroutes.batch;

import java.util.List;
import java.util.Optional;

/**
 * A batch of lines, of which each is a row.
 *
 * @param column what a line is called in the report
 * @param defaults the first line, if it has what the others leave out; else empty
 */
record LineForm(String column, String defaults) implements BatchForm {

    private static final String LINE_END = "\n";

    @Override
    public CsvDialect table() {
        return CsvDialect.PLAIN;
    }

    @Override
    public List<String> columns() {
        return List.of(column);
    }

    @Override
    public Optional<Integer> requestId() {
        return Optional.empty();
    }

    @Override
    public String column(String field) {
        return field;
    }

    @Override
    public String beginning() {
        return defaults.isEmpty() ? "" : defaults + LINE_END;
    }

    @Override
    public String row(BatchRow row) {
        return row.values().get(0) + LINE_END;
    }
}
