package dev.viduroutes.costs;

import dev.viduroutes.csv.CsvDialect;
import dev.viduroutes.csv.RawRecord;
import dev.viduroutes.csv.RecordScanner;
import dev.viduroutes.csv.RecordTooLongException;
import dev.viduroutes.failure.SanitizedText;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the lines of an invoice, one after the other, in constant memory. Not thread-safe. */
final class InvoiceReader implements Closeable {

    private static final int MOST_BYTES = 64 * 1024;
    private static final long MOST_LINES = 10_000_000;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_CURRENCY = 10;
    private static final int LONGEST_TIME = 40;
    private static final int MARK_BYTES = 3;

    private final RecordScanner records;
    private final CsvDialect dialect;
    private final InvoiceColumns columns;
    private final boolean decimalComma;
    private final ZoneId zone;
    private long lines;

    private InvoiceReader(
            RecordScanner records, CsvDialect dialect, InvoiceColumns columns, boolean decimalComma, ZoneId zone) {
        this.records = records;
        this.dialect = dialect;
        this.columns = columns;
        this.decimalComma = decimalComma;
        this.zone = zone;
    }

    /**
     * @param zone in which days begin
     * @throws InvoiceException if its first row does not tell where it has what
     */
    static InvoiceReader open(Path file, InvoiceOptions options, ZoneId zone) throws IOException {
        CsvDialect dialect = new CsvDialect(separator(file), false);
        RecordScanner records = scanner(file, String.valueOf(dialect.separator()));
        try {
            String header = next(records).orElse("");
            if (CsvDialect.declared(header).isPresent()) {
                header = next(records).orElse("");
            }
            InvoiceColumns columns = InvoiceColumns.of(dialect.cells(header).orElse(List.of(header)), options);
            return new InvoiceReader(records, dialect, columns, options.decimalComma(), zone);
        } catch (IOException | RuntimeException failure) {
            records.close();
            throw failure;
        }
    }

    private static char separator(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new InvoiceException("it must be a file that is there and may be read");
        }
        try (RecordScanner records = scanner(file, CsvDialect.SEPARATORS)) {
            String first = next(records)
                    .orElseThrow(() -> new InvoiceException("it is empty; its first row must name the columns"));
            return CsvDialect.declared(first).orElseGet(() -> CsvDialect.separatorOf(first, InvoiceColumns::known));
        }
    }

    private static RecordScanner scanner(Path file, String separators) throws IOException {
        InputStream open = new BufferedInputStream(Files.newInputStream(file));
        try {
            open.mark(MARK_BYTES);
            byte[] mark = open.readNBytes(MARK_BYTES);
            boolean marked = mark.length == MARK_BYTES && (mark[0] & 0xFF) == 0xEF && (mark[1] & 0xFF) == 0xBB;
            if (!marked) {
                open.reset();
            }
            return new RecordScanner(open, separators, MOST_BYTES);
        } catch (IOException | RuntimeException failure) {
            open.close();
            throw failure;
        }
    }

    /** @return the next one that is not blank */
    private static Optional<String> next(RecordScanner records) throws IOException {
        Optional<RawRecord> record = raw(records);
        return record.isPresent() ? Optional.of(text(record.get())) : Optional.empty();
    }

    private static Optional<RawRecord> raw(RecordScanner records) throws IOException {
        try {
            Optional<RawRecord> record = records.next();
            while (record.isPresent() && record.get().isBlank()) {
                record = records.next();
            }
            return record;
        } catch (RecordTooLongException tooLong) {
            throw new InvoiceException("its line " + tooLong.line() + " has more than " + tooLong.maxBytes()
                    + " bytes; a quote that opens a cell must be closed");
        }
    }

    private static String text(RawRecord record) throws InvoiceException {
        try {
            return record.text();
        } catch (CharacterCodingException other) {
            throw new InvoiceException("its line " + record.line() + " is not UTF-8; save it as \"CSV UTF-8\"");
        }
    }

    boolean hasSeconds() {
        return columns.seconds().isPresent();
    }

    boolean hasAmounts() {
        return columns.amount().isPresent();
    }

    /**
     * @return the next one; nothing at the end
     * @throws InvoiceException if it can't be read
     */
    Optional<InvoiceLine> next() throws IOException {
        Optional<RawRecord> record = raw(records);
        if (record.isEmpty()) {
            return Optional.empty();
        } else if (++lines > MOST_LINES) {
            throw new InvoiceException("it has more than " + MOST_LINES + " lines");
        }
        try {
            List<String> cells = dialect.cells(text(record.get()))
                    .orElseThrow(() -> new InvoiceException("a text behind a closing quote"));
            return Optional.of(line(cells, record.get().line()));
        } catch (InvoiceException wrong) {
            throw wrong.in(record.get().line());
        }
    }

    private InvoiceLine line(List<String> cells, long number) throws InvoiceException {
        String time = cell(cells, columns.time());
        String day = InvoiceDay.of(time, zone);
        boolean isUnread = day.isEmpty() && !time.isEmpty();
        return new InvoiceLine(
                bounded(cell(cells, Optional.of(columns.task())), LONGEST_ID, "the id of a task"),
                day,
                number(cell(cells, columns.seconds())),
                number(cell(cells, columns.amount())),
                bounded(cell(cells, columns.currency()), LONGEST_CURRENCY, "a currency")
                        .toUpperCase(Locale.ROOT),
                lacks(cells, columns.seconds()) || lacks(cells, columns.amount()),
                isUnread ? "\"" + SanitizedText.of(time, LONGEST_TIME) + "\" in line " + number : "");
    }

    private static String cell(List<String> cells, Optional<Integer> column) {
        return column.filter(at -> at < cells.size()).map(cells::get).orElse("").strip();
    }

    private static boolean lacks(List<String> cells, Optional<Integer> column) {
        return column.isPresent() && cell(cells, column).isEmpty();
    }

    private static String bounded(String cell, int longest, String what) throws InvoiceException {
        if (cell.length() > longest) {
            throw new InvoiceException(what + " of " + cell.length() + " characters; it must have at most " + longest);
        }
        return cell;
    }

    private long number(String cell) throws InvoiceException {
        return cell.isEmpty() ? 0 : InvoiceNumber.billionths(cell, decimalComma);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
