package dev.viduroutes.costs;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.journal.LedgerCorrections;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Settles charges by an invoice as it is compared, or tells how it would. What stands, stands, whatever happens to the rest. Not thread-safe. */
public final class Settlement implements FindingListener {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 500;

    private final Optional<LedgerCorrections> ledger;
    private final String source;
    private final FindingListener next;
    private final Map<String, Long> states = new TreeMap<>(Map.of("charged", 0L, "refunded", 0L, "released", 0L));
    private long left;
    private long settledMismatches;

    private Settlement(Optional<LedgerCorrections> ledger, String source, FindingListener next) {
        this.ledger = ledger;
        this.source = source;
        this.next = next;
    }

    /** One that changes nothing. */
    public static Settlement told(FindingListener next) {
        return new Settlement(Optional.empty(), "", next);
    }

    /**
     * One that writes.
     *
     * @param by who settles, for the journal
     */
    public static Settlement written(LedgerCorrections ledger, Path invoice, String by, FindingListener next) {
        String source = "invoice " + SanitizedText.of(String.valueOf(invoice.getFileName()), LONGEST_NAME) + " by "
                + SanitizedText.of(by, LONGEST_NAME);
        return new Settlement(Optional.of(ledger), source, next);
    }

    @Override
    public void found(Finding finding) throws IOException, SQLException {
        Proposal proposal = settled(finding.proposal());
        if (proposal.correction().isPresent()) {
            states.merge(proposal.state(), 1L, Long::sum);
            settledMismatches += proposal.isDone() && finding.kind().isMismatch() ? 1 : 0;
        }
        left += proposal.left().isEmpty() ? 0 : 1;
        next.found(finding.with(proposal));
    }

    private Proposal settled(Proposal proposal) throws SQLException {
        if (ledger.isEmpty() || proposal.correction().isEmpty()) {
            return proposal;
        }
        try {
            return ledger.get().add(proposal.correction().get(), source)
                    ? proposal.done()
                    : Proposal.left("it changed meanwhile; compare once more");
        } catch (SQLException failed) {
            throw new SQLException(
                    count() + " charges are settled, and stay so; the same command settles the others. The next: "
                            + SanitizedText.of(String.valueOf(failed.getMessage()), LONGEST_REASON),
                    failed);
        }
    }

    private long count() {
        return states.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Nothing more is found. */
    public SettlementSummary summary() {
        return new SettlementSummary(ledger.isPresent(), states, left, settledMismatches);
    }
}
