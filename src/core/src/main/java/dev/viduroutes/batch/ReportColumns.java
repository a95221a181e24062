package dev.viduroutes.batch;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.money.Cost;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.request.Video;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns of a report: the row's number, the row as it was, and what became of it. */
final class ReportColumns {

    /** A hundred of them must fit into the outcome of a batch, and that into a message of any broker. */
    private static final int LONGEST_MESSAGE = 1_000;

    private static final String ROW = "row";
    private static final List<String> ENDS = List.of("state", "code", "message");
    private static final List<String> RESULTS = List.of("videos", "billed_seconds", "cost");
    /** Behind the others, and missing from reports of earlier versions. */
    private static final String COST_DOUBTFUL = "cost_doubtful";

    private final BatchForm form;

    /** @return whether these are the columns of a report, whatever batch it is of */
    static boolean areOfReport(List<String> columns) {
        return columns.contains(ROW) && columns.containsAll(ENDS) && columns.containsAll(RESULTS);
    }

    ReportColumns(BatchForm form) {
        this.form = form;
    }

    List<String> names() {
        List<String> names = new ArrayList<>(List.of(ROW));
        names.addAll(form.columns());
        names.addAll(ENDS);
        if (form.requestId().isEmpty()) {
            names.add(Column.REQUEST_ID);
        }
        names.addAll(RESULTS);
        names.add(COST_DOUBTFUL);
        return names;
    }

    /**
     * @param cells of a row that has its outcome
     * @return what became of it; nothing if these are not the cells of a row
     */
    Optional<RowEnd> end(List<String> cells) {
        try {
            return cells.size() == names().size() ? Optional.of(parsed(cells)) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private RowEnd parsed(List<String> cells) {
        int state = 1 + form.columns().size();
        boolean stored = cells.get(state).equals(TaskState.STORED.name());
        String seconds = cells.get(cells.size() - 3);
        return new RowEnd(
                stored,
                seconds.isEmpty() ? 0 : Long.parseLong(seconds),
                amount(cells.get(cells.size() - 2)),
                amount(cells.get(cells.size() - 1)),
                new FailedRow(
                        Long.parseLong(cells.get(0)), cells.get(idAt()), cells.get(state + 1), cells.get(state + 2)));
    }

    private static BigDecimal amount(String cell) {
        return cell.isEmpty() ? BigDecimal.ZERO : new BigDecimal(cell);
    }

    private int idAt() {
        return form.requestId().map(at -> 1 + at).orElse(1 + form.columns().size() + ENDS.size());
    }

    List<String> cells(BatchRow row, Outcome outcome) {
        List<String> cells = new ArrayList<>(List.of(Long.toString(row.number())));
        cells.addAll(values(row, outcome.requestId()));
        cells.add(outcome.state().name());
        cells.add(outcome.failure().map(Failure::code).orElse(""));
        cells.add(outcome.failure().map(this::message).orElse(""));
        if (form.requestId().isEmpty()) {
            cells.add(outcome.requestId());
        }
        cells.add(outcome.videos().stream().map(Video::uri).collect(Collectors.joining(" ")));
        cells.add(outcome.billedSeconds().map(String::valueOf).orElse(""));
        cells.add(outcome.cost()
                .flatMap(Cost::certain)
                .map(BigDecimal::toPlainString)
                .orElse(""));
        cells.add(outcome.cost()
                .flatMap(Cost::doubtful)
                .map(BigDecimal::toPlainString)
                .orElse(""));
        return cells;
    }

    /** @return the cells of a row without an outcome */
    List<String> cells(BatchRow row) {
        List<String> cells = new ArrayList<>(List.of(Long.toString(row.number())));
        cells.addAll(values(row, ""));
        cells.addAll(Collections.nCopies(names().size() - cells.size(), ""));
        return cells;
    }

    /** One a column; where the row leaves its id to the gateway, the one that it got. */
    private List<String> values(BatchRow row, String requestId) {
        int columns = form.columns().size();
        List<String> values = new ArrayList<>(
                row.values().subList(0, Math.min(columns, row.values().size())));
        values.addAll(Collections.nCopies(columns - values.size(), ""));
        form.requestId().filter(at -> values.get(at).isBlank()).ifPresent(at -> values.set(at, requestId));
        return values;
    }

    /** What is wrong with a request is told in the words of the table that it is a row of. */
    private String message(Failure failure) {
        String message = failure.problems().isEmpty() ? failure.message() : problems(failure);
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    private String problems(Failure failure) {
        return failure.problems().stream()
                .map(problem ->
                        new Problem(form.column(problem.field()), problem.found(), problem.allowed()).toString())
                .collect(Collectors.joining("; also "));
    }
}
