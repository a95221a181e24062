package dev.viduroutes.overview;

import dev.viduroutes.failure.Billing;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Failed requests of one code. Rows of batches are not among them, since the report of the batch tells of those, nor is what a person
 * withdrew, nor what never was a request: that has no row in the journal.
 *
 * @param code empty for those of before version 18 of the journal's tables
 * @param count how many there are
 * @param lastAt when the last one failed
 * @param message why the last one did, for a person
 * @param billing how many of the {@link #examples} cost money, perhaps or not
 * @param examples the latest first, 20 at most
 */
public record DeadLetterGroup(
        String code,
        long count,
        Instant lastAt,
        String message,
        Map<Billing, Integer> billing,
        List<RequestSummary> examples) {

    public DeadLetterGroup {
        billing = Map.copyOf(billing);
        examples = List.copyOf(examples);
    }
}
