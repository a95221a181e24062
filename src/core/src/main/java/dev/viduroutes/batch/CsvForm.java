package dev.viduroutes.batch;

import dev.viduroutes.csv.CsvDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table: what is written of it has its columns, its separator and its byte order mark.
 *
 * @param defaults the row of defaults; none if there is none
 */
record CsvForm(CsvDialect table, Columns header, List<String> defaults) implements BatchForm {

    private static final String MARK = "\uFEFF";
    private static final Pattern IMAGE = Pattern.compile("(?:input\\.image_urls|image_files)(?:\\[([01])])?");

    @Override
    public List<String> columns() {
        return header.written();
    }

    @Override
    public Optional<Integer> requestId() {
        return header.requestId();
    }

    @Override
    public String column(String field) {
        Matcher image = IMAGE.matcher(field);
        if (image.matches()) {
            return "1".equals(image.group(1)) ? "image_2" : "image_1";
        }
        return header.columns().stream()
                .flatMap(Optional::stream)
                .filter(column -> String.join(".", column.field()).equals(field))
                .map(Column::name)
                .findFirst()
                .orElseGet(() -> field.replaceFirst("^input\\.", "").replaceFirst("^metadata\\.", "meta."));
    }

    @Override
    public String beginning(boolean named) {
        String columns = (table.hasMark() ? MARK : "") + table.line(withId(header.written(), named, Column.REQUEST_ID));
        return defaults.isEmpty() ? columns : columns + table.line(defaults);
    }

    @Override
    public String row(BatchRow row, boolean named, Optional<String> id) {
        // What could not be split into cells stands in one: as it was, a spreadsheet would split it, and find formulas
        // in it.
        return table.line(withId(row.values(), named, id.orElse("")));
    }

    /** A table without a column of ids gets one, before all others. */
    private List<String> withId(List<String> cells, boolean named, String id) {
        List<String> all = new ArrayList<>(cells);
        if (named && requestId().isEmpty()) {
            all.add(0, id);
        } else {
            requestId()
                    .filter(at ->
                            !id.isEmpty() && at < all.size() && all.get(at).isBlank())
                    .ifPresent(at -> all.set(at, id));
        }
        return all;
    }
}
