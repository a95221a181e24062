package dev.viduroutes.batch;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import java.util.List;
import java.util.Optional;

/** Why a row of a batch is not submitted. */
final class RowFailures {

    private RowFailures() {}

    /** @return why it is no request; nothing if it may be one */
    static Optional<Failure> of(BatchRow row) {
        return row.document().isPresent() ? Optional.empty() : Optional.of(Failure.invalid(problems(row)));
    }

    /** @return what is wrong with a row, with the row */
    static List<Problem> problems(BatchRow row) {
        return at(row, row.problems());
    }

    static List<Problem> at(BatchRow row, List<Problem> problems) {
        return problems.stream()
                .map(problem ->
                        new Problem("row " + row.number() + ", " + problem.field(), problem.found(), problem.allowed()))
                .toList();
    }
}
