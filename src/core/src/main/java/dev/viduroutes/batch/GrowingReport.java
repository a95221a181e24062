package dev.viduroutes.batch;

import dev.viduroutes.csv.CsvDialect;
import dev.viduroutes.csv.RawRecord;
import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.request.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A report that grows in a table, and is put into the order of the rows at the end: of a row, memory has only where it stands. */
final class GrowingReport implements BatchReport {

    /** Opens the batch once more, to be read from its beginning. */
    interface Batch {

        BatchReader open() throws IOException;
    }

    private final GrowingTable table;
    private final Batch batch;
    private final String name;
    private final BatchForm form;
    private final ReportColumns columns;
    private final DurableFiles files;
    private final RowOffsets offsets = new RowOffsets();
    private final RowEnds ends = new RowEnds();

    /** @throws NotOurReportException if the table has other columns */
    GrowingReport(GrowingTable table, BatchForm form, Batch batch, String name, DurableFiles files) throws IOException {
        this.table = table;
        this.form = form;
        this.batch = batch;
        this.name = name;
        this.files = files;
        columns = new ReportColumns(form);
        recover();
    }

    private void recover() throws IOException {
        String head = head();
        byte[] expected =
                head.substring(0, head.length() - CsvDialect.LINE_END.length()).getBytes(StandardCharsets.UTF_8);
        table.recover(record -> record.offset() == 0 ? isHead(record, expected) : known(record));
        if (table.isEmpty()) {
            table.append(head);
        }
    }

    private static boolean isHead(RawRecord record, byte[] expected) throws NotOurReportException {
        if (!Arrays.equals(record.bytes(), expected)) {
            throw new NotOurReportException();
        }
        return true;
    }

    private String head() {
        String mark = form.table().hasMark() ? "\uFEFF" : "";
        return mark + form.table().line(columns.names());
    }

    /** @return whether it is a row; it has its outcome then, as it was told first */
    private boolean known(RawRecord record) throws IOException {
        Optional<RowEnd> end = end(record);
        end.ifPresent(row -> told(row, record.offset()));
        return end.isPresent();
    }

    private Optional<RowEnd> end(RawRecord record) throws IOException {
        return form.table().cells(record.text()).flatMap(columns::end);
    }

    @Override
    public synchronized boolean has(long row) {
        return offsets.has(row);
    }

    @Override
    public synchronized long rows() {
        return offsets.count();
    }

    @Override
    public synchronized BatchTotals totals() {
        return ends.totals();
    }

    @Override
    public void append(BatchRow row, Outcome outcome) throws IOException {
        if (!has(row.number())) {
            List<String> cells = columns.cells(row, outcome);
            long offset = table.append(form.table().line(cells));
            columns.end(cells).ifPresent(end -> told(end, offset));
        }
    }

    private synchronized void told(RowEnd end, long offset) {
        long row = end.told().row();
        if (!offsets.has(row)) {
            offsets.put(row, offset);
            ends.add(end);
        }
    }

    @Override
    public RowPictures finish(Path report, Path failed) throws IOException {
        RowPictures pictures = new RowPictures();
        FailedRowIds ids = new FailedRowIds(name);
        try (BatchReader rows = batch.open();
                InputStream content = new RecordsInputStream(head(), () -> nextOfReport(rows, pictures, ids))) {
            files.write(report, content);
        }
        if (ids.wereAsked()) {
            writeFailed(failed, ids.areNeeded());
        }
        return pictures;
    }

    private void writeFailed(Path failed, boolean named) throws IOException {
        FailedRowIds ids = new FailedRowIds(name);
        try (BatchReader rows = batch.open();
                InputStream content = new RecordsInputStream(
                        rows.form().beginning(named),
                        () -> nextFailed(rows).map(row -> form.row(row, named, ids.of(row))))) {
            files.write(failed, content);
        }
    }

    private Optional<String> nextOfReport(BatchReader rows, RowPictures pictures, FailedRowIds ids) throws IOException {
        Optional<BatchRow> row = next(rows);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> told = told(row.get());
        boolean failed = hasFailed(told);
        pictures.add(row.get(), failed);
        if (failed) {
            ids.of(row.get());
        }
        return Optional.of(told.map(text -> text + CsvDialect.LINE_END)
                .orElseGet(() -> form.table().line(columns.cells(row.get()))));
    }

    /** @return what was told of the row; nothing if it has no outcome */
    private Optional<String> told(BatchRow row) throws IOException {
        return has(row.number()) ? Optional.of(table.read(offset(row)).text()) : Optional.empty();
    }

    private synchronized long offset(BatchRow row) {
        return offsets.get(row.number());
    }

    private Optional<BatchRow> nextFailed(BatchReader rows) throws IOException {
        Optional<BatchRow> row = next(rows);
        while (row.isPresent() && !hasFailed(told(row.get()))) {
            row = next(rows);
        }
        return row;
    }

    private boolean hasFailed(Optional<String> told) {
        return told.flatMap(form.table()::cells)
                .flatMap(columns::end)
                .filter(RowEnd::stored)
                .isEmpty();
    }

    /** What can't be read has no rows; who runs the batch says so. */
    private static Optional<BatchRow> next(BatchReader rows) throws IOException {
        try {
            return rows.next();
        } catch (RequestRefusedException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
