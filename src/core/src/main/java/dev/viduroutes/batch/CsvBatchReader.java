package dev.viduroutes.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.batch.BatchRecords.Line;
import dev.viduroutes.csv.CsvDialect;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A table: a row names the columns, perhaps one has their defaults, each other one is a request. */
final class CsvBatchReader implements BatchReader {

    /** In the column of ids of the first row that has values: it has what later rows leave out. */
    static final String DEFAULTS = "defaults";

    private static final String ROW = "row";
    private static final Problem NOT_SPLIT = new Problem(
            ROW,
            "one with a text behind a closing quote",
            "a cell that begins with a quote must end with one, and a quote within it must stand twice");

    private final BatchRecords records;
    private final CsvForm form;
    private final RowKeys keys;
    private final RowIds ids = new RowIds();
    private final CsvRows rows;
    private Optional<Line> pending;
    private int count;

    private CsvBatchReader(BatchRecords records, CsvForm form, RowKeys keys, Optional<Line> pending) {
        this.records = records;
        this.form = form;
        this.keys = keys;
        this.pending = pending;
        rows = new CsvRows(form.header(), values(form));
    }

    /** @return the defaults without the mark that they are some */
    private static List<String> values(CsvForm form) {
        List<String> values = new ArrayList<>(form.defaults());
        form.requestId().filter(at -> !values.isEmpty()).ifPresent(at -> values.set(at, ""));
        return values;
    }

    static CsvBatchReader open(Path file, boolean hasMark, RowKeys keys, BatchBounds bounds) throws IOException {
        CsvDialect dialect = new CsvDialect(separator(file, hasMark, bounds), hasMark);
        BatchRecords records = BatchRecords.open(file, hasMark, String.valueOf(dialect.separator()), bounds);
        try {
            Columns columns = columns(records, dialect);
            Optional<Line> first = records.next();
            Optional<List<String>> defaults =
                    first.flatMap(line -> dialect.cells(line.text())).filter(cells -> isDefaults(columns, cells));
            CsvForm form = new CsvForm(dialect, columns, defaults.orElse(List.of()));
            defaults.ifPresent(cells -> check(columns, cells));
            return new CsvBatchReader(records, form, keys, defaults.isPresent() ? records.next() : first);
        } catch (IOException | RuntimeException failure) {
            records.close();
            throw failure;
        }
    }

    private static char separator(Path file, boolean hasMark, BatchBounds bounds) throws IOException {
        try (BatchRecords records = BatchRecords.open(file, hasMark, CsvDialect.SEPARATORS, bounds)) {
            String first = records.next().map(Line::text).orElse("");
            return CsvDialect.declared(first).orElseGet(() -> CsvDialect.separatorOf(first, Columns::known));
        }
    }

    private static Columns columns(BatchRecords records, CsvDialect dialect) throws IOException {
        Optional<Line> first = records.next();
        if (first.filter(line -> CsvDialect.declared(line.text()).isPresent()).isPresent()) {
            first = records.next();
        }
        return Columns.of(first.flatMap(line -> dialect.cells(line.text())).orElse(List.of()));
    }

    private static boolean isDefaults(Columns columns, List<String> cells) {
        return columns.requestId()
                .filter(at -> at < cells.size() && cells.get(at).strip().equalsIgnoreCase(DEFAULTS))
                .isPresent();
    }

    /** What is wrong with the defaults is wrong with every row. */
    private static void check(Columns columns, List<String> defaults) {
        List<Problem> problems = new ArrayList<>();
        new CsvRows(columns, List.of()).document(defaults, problems);
        if (!problems.isEmpty()) {
            throw new RequestRefusedException(Failure.invalid(problems));
        }
    }

    @Override
    public Optional<BatchRow> next() throws IOException {
        for (Optional<Line> next = take(); next.isPresent(); next = take()) {
            Line line = next.get();
            Optional<List<String>> cells = form.table().cells(line.text());
            if (cells.isEmpty() || !cells.get().stream().allMatch(String::isBlank)) {
                records.checkCount(++count);
                return Optional.of(
                        cells.map(values -> row(line, padded(values))).orElseGet(() -> notSplit(line)));
            }
        }
        return Optional.empty();
    }

    private Optional<Line> take() throws IOException {
        Optional<Line> next = pending.isPresent() ? pending : records.next();
        pending = Optional.empty();
        return next;
    }

    private BatchRow row(Line line, List<String> cells) {
        List<Problem> problems = new ArrayList<>();
        ObjectNode document = rows.document(cells, problems);
        if (isDefaults(form.header(), cells)) {
            problems.add(new Problem(
                    Column.REQUEST_ID, "\"" + DEFAULTS + "\"", "the row of defaults must stand before all others"));
        }
        Optional<Problem> twin = ids.add(document, count);
        twin.ifPresent(problems::add);
        boolean request = problems.isEmpty();
        return new BatchRow(
                count,
                line.line(),
                request ? keys.of(document) : keyOfWrong(document, twin, cells),
                Optional.of(document).filter(usable -> request),
                problems,
                cells,
                Optional.of(rows.pictures(cells)));
    }

    /** What is wrong is told under the id that it names, unless that is another row's. */
    private String keyOfWrong(ObjectNode document, Optional<Problem> twin, List<String> cells) {
        Optional<String> named = twin.isPresent() ? Optional.empty() : RowIds.named(document);
        return named.orElseGet(() -> keys.of(cells));
    }

    private BatchRow notSplit(Line line) {
        List<String> values = List.of(line.text());
        return new BatchRow(
                count, line.line(), keys.of(values), Optional.empty(), List.of(NOT_SPLIT), values, Optional.empty());
    }

    private List<String> padded(List<String> cells) {
        int missing = form.header().size() - cells.size();
        if (missing <= 0) {
            return cells;
        }
        List<String> all = new ArrayList<>(cells);
        all.addAll(Collections.nCopies(missing, ""));
        return all;
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
