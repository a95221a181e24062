package dev.viduroutes.batch;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import java.util.List;
import java.util.Optional;

/** Why a row of a batch is not submitted. */
final class RowFailures {

    private RowFailures() {}

    /**
     * @param withdrawn whether the batch was withdrawn
     * @return nothing if the row is to be submitted
     */
    static Optional<Failure> of(BatchRow row, boolean withdrawn) {
        if (withdrawn) {
            return Optional.of(Failure.cancelled());
        }
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
