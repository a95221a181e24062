package dev.viduroutes.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How a table is written.
 *
 * @param separator comma, semicolon or tab
 * @param hasMark whether a byte order mark stands before it
 */
public record CsvDialect(char separator, boolean hasMark) {

    /** What lines end with in what is written: a single byte, so that a kill can't leave half of it. */
    public static final String LINE_END = "\n";
    /** All that may separate cells. */
    public static final String SEPARATORS = ",;\t";

    public static final CsvDialect PLAIN = new CsvDialect(',', false);

    private static final String DECLARED = "sep=";

    /**
     * @param known how many of a row's cells are names of columns
     * @return the separator that makes most known columns of a first row, else most cells
     */
    public static char separatorOf(String firstRow, ToLongFunction<List<String>> known) {
        return SEPARATORS
                .chars()
                .mapToObj(one -> new CsvDialect((char) one, false))
                .max(Comparator.comparingLong((CsvDialect dialect) -> dialect.known(firstRow, known))
                        .thenComparing(dialect ->
                                dialect.cells(firstRow).map(List::size).orElse(0))
                        .thenComparing(dialect -> -SEPARATORS.indexOf(dialect.separator)))
                .orElseThrow()
                .separator;
    }

    private long known(String firstRow, ToLongFunction<List<String>> known) {
        return cells(firstRow).map(known::applyAsLong).orElse(0L);
    }

    /** @return the separator in a line {@code sep=;}, which Excel reads and writes; nothing for any other line */
    public static Optional<Character> declared(String line) {
        return Optional.of(line.replace("\"", "").strip())
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(DECLARED))
                .map(text -> line.replace("\"", "").stripLeading().substring(DECLARED.length()))
                .filter(rest -> !rest.isEmpty() && SEPARATORS.indexOf(rest.charAt(0)) >= 0)
                .map(rest -> rest.charAt(0));
    }

    /** @return the cells of a record, marks of texts left out; nothing if something stands behind a closing quote */
    public Optional<List<String>> cells(String record) {
        try (CSVParser parser = CSVParser.parse(record, format())) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1
                    ? Optional.of(
                            records.get(0).stream().map(FormulaGuard::unguarded).toList())
                    : Optional.empty();
        } catch (IOException | UncheckedIOException wrong) {
            return Optional.empty();
        }
    }

    /** @return a record with the end of its line, in which no spreadsheet finds a formula */
    public String line(List<String> cells) {
        String written =
                format().format(cells.stream().map(FormulaGuard::guarded).toArray());
        return written + LINE_END;
    }

    private CSVFormat format() {
        return CSVFormat.RFC4180.builder().setDelimiter(separator).get();
    }
}
