package dev.viduroutes.costs;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * How an invoice and the journal agree.
 *
 * @param from the first day of which charges must be on the invoice
 * @param to the last one
 * @param counts how many findings of each kind there are
 * @param lines of the invoice
 * @param linesWithoutTask lines of money or seconds that are billed for no task
 * @param amountWithoutTask what these come to
 * @param linesWithoutDay lines with a time that can't be read
 * @param firstUnread the first of these times, and where it stands
 * @param invoicedSeconds of all tasks of the invoice
 * @param invoicedAmount the same, whatever its currencies are
 */
public record ReconciliationSummary(
        LocalDate from,
        LocalDate to,
        Map<FindingKind, Long> counts,
        long lines,
        long linesWithoutTask,
        BigDecimal amountWithoutTask,
        long linesWithoutDay,
        String firstUnread,
        BigDecimal invoicedSeconds,
        BigDecimal invoicedAmount) {

    public ReconciliationSummary {
        counts = Map.copyOf(counts);
    }

    public long count(FindingKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** @return the same once some is settled: whether a person should look into anything still */
    public boolean isMatch(SettlementSummary settlement) {
        long mismatches = counts.entrySet().stream()
                .filter(one -> one.getKey().isMismatch())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return linesWithoutTask == 0 && mismatches == settlement.settledMismatches();
    }

    /** @return whether there is nothing that a person should look into; what the invoice tells of doubts is no reason to */
    public boolean isMatch() {
        return linesWithoutTask == 0 && counts.keySet().stream().noneMatch(FindingKind::isMismatch);
    }
}
