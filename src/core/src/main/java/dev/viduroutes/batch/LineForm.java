package dev.viduroutes.batch;

import dev.viduroutes.csv.CsvDialect;
import java.util.List;
import java.util.Optional;

/**
 * A batch of lines, of which each is a row.
 *
 * @param column what a line is called in the report
 * @param defaults the first line, if it has what the others leave out; else empty
 */
record LineForm(String column, String defaults) implements BatchForm {

    /** What a line of a list of prompts is called. */
    static final String PROMPT = "prompt";

    private static final String INPUT = "input.";
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

    /** A list of prompts says nothing else: what is wrong with the rest is said by the settings. */
    @Override
    public String column(String field) {
        if (!column.equals(PROMPT) || !field.startsWith(INPUT)) {
            return field;
        }
        String name = field.substring(INPUT.length());
        return name.equals(PROMPT) ? name : "vidu.defaults." + name.replace('_', '-');
    }

    @Override
    public String beginning(boolean named) {
        return defaults.isEmpty() ? "" : defaults + LINE_END;
    }

    @Override
    public String row(BatchRow row, boolean named, Optional<String> id) {
        // A prompt alone has no place for an id.
        Optional<String> document = id.filter(one -> !column.equals(PROMPT))
                .flatMap(one -> row.document()
                        .map(request ->
                                request.deepCopy().put(Column.REQUEST_ID, one).toString()));
        return document.orElse(row.values().get(0)) + LINE_END;
    }
}
