package dev.viduroutes.costs;

import dev.viduroutes.costs.Finding.Side;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes what comparing an invoice finds, as it is found. Not thread-safe. */
public abstract class ReconciliationWriter implements FindingListener {

    private final Appendable out;

    ReconciliationWriter(Appendable out) {
        this.out = out;
    }

    @Override
    public abstract void found(Finding finding) throws IOException;

    /** Nothing more is found, and nothing is to be settled. */
    public final void end(ReconciliationSummary summary) throws IOException {
        end(summary, Optional.empty());
    }

    /** Nothing more is found. */
    public abstract void end(ReconciliationSummary summary, Optional<SettlementSummary> settlement) throws IOException;

    final void put(String text) throws IOException {
        out.append(text);
    }

    /** @return seconds, amount and currency; empty ones for none */
    static List<String> cells(Optional<Side> side) {
        return side.map(one -> List.of(
                        InvoiceNumber.tidy(one.seconds()).toPlainString(),
                        one.currency().isEmpty() && one.amount().signum() == 0
                                ? ""
                                : new CostSum(0, 0, one.amount()).amount().toPlainString(),
                        one.currency()))
                .orElse(List.of("", "", ""));
    }
}
