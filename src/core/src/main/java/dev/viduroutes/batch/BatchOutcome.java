package dev.viduroutes.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.viduroutes.PublicApi;
import dev.viduroutes.money.Money;
import dev.viduroutes.request.Source;
import java.util.List;
import java.util.Optional;

/**
 * What became of a batch: the answer of {@code direct:vidu-generate-batch}, and the outcome of a message that is a batch. In JSON
 * its names are in snake case, and what is empty is left out.
 *
 * @param batch what the journal knows it by
 * @param state {@code DONE}, or {@code WITHDRAWN} if a person ended it early
 * @param source where it came from
 * @param rows that it has
 * @param stored rows whose videos are in the bucket
 * @param failed rows that became no video
 * @param billedSeconds of video that the API bills for them, as far as that is known
 * @param cost charged for them for certain; absent if nothing is but something is doubtful, and if there are no prices
 * @param costDoubtful what may be charged in addition; absent if nothing is
 * @param report where its report is
 * @param failedRows the first 100 of those that failed; the report has all
 */
@PublicApi
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BatchOutcome(
        String batch,
        String state,
        Source source,
        long rows,
        long stored,
        long failed,
        long billedSeconds,
        Optional<Money> cost,
        Optional<Money> costDoubtful,
        String report,
        List<FailedRow> failedRows) {

    public BatchOutcome {
        cost = cost == null ? Optional.empty() : cost;
        costDoubtful = costDoubtful == null ? Optional.empty() : costDoubtful;
        failedRows = failedRows == null ? List.of() : List.copyOf(failedRows);
    }
}
