package dev.viduroutes.costs;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What was found of a task.
 *
 * @param taskId empty for a submit without one
 * @param requestId empty if the journal knows none
 * @param day of the submit, or of the invoice if there is none; empty if that is not known
 * @param here what the journal counts, charged or not
 * @param invoiced what the invoice has, charges and what was given back summed up
 * @param proposal how the invoice settles it
 * @param candidates requests with a submit whose answer was lost, of as many seconds, which it may be; a few
 */
public record Finding(
        FindingKind kind,
        String taskId,
        String requestId,
        String day,
        Optional<Side> here,
        Optional<Side> invoiced,
        Proposal proposal,
        List<String> candidates) {

    /**
     * What one of the two says.
     *
     * @param seconds of video
     * @param currency empty if it does not tell
     */
    public record Side(BigDecimal seconds, BigDecimal amount, String currency) {}

    public Finding {
        candidates = List.copyOf(candidates);
    }

    /** @return the same, settled otherwise */
    Finding with(Proposal other) {
        return new Finding(kind, taskId, requestId, day, here, invoiced, other, candidates);
    }

    /** @return the same without what a settlement would do */
    public Finding toCompare() {
        return with(Proposal.NONE);
    }
}
