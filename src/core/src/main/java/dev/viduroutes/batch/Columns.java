package dev.viduroutes.batch;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.request.EditDistance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The columns of a table, as its first row names them.
 *
 * @param written their names as they stand there
 * @param columns what each is; nothing for one without a name, which spreadsheets leave at the end
 */
record Columns(List<String> written, List<Optional<Column>> columns) {

    private static final int MOST = 1_000;
    private static final int MOST_PROBLEMS = 50;
    private static final int LONGEST_NAME = 60;
    private static final String FIRST_ROW = "the first row must name the columns; ";

    /** @throws RequestRefusedException naming each column that is not known, or is there twice */
    static Columns of(List<String> cells) {
        List<String> names = cells.stream().map(String::strip).toList();
        if (names.size() > MOST) {
            throw new RequestRefusedException(
                    "document", "one of " + names.size() + " columns", "it must have at most " + MOST);
        }
        if (ReportColumns.areOfReport(names)) {
            throw new RequestRefusedException(
                    "document",
                    "the report of a batch",
                    "it must be a batch: the rows of it that failed are in the file .failed. beside the report");
        }
        List<Optional<Column>> columns = names.stream().map(Column::named).toList();
        List<Problem> problems = new ArrayList<>();
        Map<List<String>, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty()) {
                problem(names.get(i), columns.get(i), seen, i + 1).ifPresent(problems::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new RequestRefusedException(
                    Failure.invalid(problems.stream().limit(MOST_PROBLEMS).toList()));
        } else if (seen.isEmpty()) {
            throw new RequestRefusedException(
                    "document", "one without names of columns", FIRST_ROW + "known are " + known());
        }
        return new Columns(names, columns);
    }

    private static Optional<Problem> problem(
            String name, Optional<Column> column, Map<List<String>, Integer> seen, int number) {
        String shown = SanitizedText.of(name, LONGEST_NAME);
        if (column.isEmpty()) {
            return Optional.of(new Problem(
                    shown,
                    "not a known column",
                    FIRST_ROW + "did you mean " + nearest(name) + "? Known are " + known()));
        }
        Integer first = seen.putIfAbsent(column.get().field(), number);
        return first == null
                ? Optional.empty()
                : Optional.of(new Problem(
                        shown,
                        "column " + number + ", and so is column " + first,
                        "a field must have one column at most"));
    }

    private static String nearest(String name) {
        return EditDistance.nearest(name.toLowerCase(Locale.ROOT), Column.names())
                .orElseThrow();
    }

    private static String known() {
        return String.join(", ", Column.names());
    }

    /** @return how many of these are names of columns */
    static long known(List<String> cells) {
        return cells.stream()
                .map(String::strip)
                .map(Column::named)
                .filter(Optional::isPresent)
                .count();
    }

    /** @return where the request's id stands; nothing if it is left to the gateway */
    Optional<Integer> requestId() {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).filter(Column::isRequestId).isPresent())
                .boxed()
                .findFirst();
    }

    int size() {
        return written.size();
    }
}
