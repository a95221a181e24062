package dev.viduroutes.costs;

import dev.viduroutes.journal.ChargeSum;
import dev.viduroutes.journal.LedgerReader;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was spent.
 *
 * @param rows by group, then by currency
 * @param totals of all rows, one for each currency
 */
public record CostReport(CostQuery query, List<CostRow> rows, List<CostRow> totals) {

    public CostReport {
        rows = List.copyOf(rows);
        totals = List.copyOf(totals);
    }

    /** @throws SQLException if the journal can't be asked */
    public static CostReport of(LedgerReader ledger, CostQuery query) throws SQLException {
        return of(query, ledger.sums(query.from(), query.to(), query.by(), query.account()));
    }

    static CostReport of(CostQuery query, List<ChargeSum> sums) {
        Map<String, Map<String, CostRow>> groups = new TreeMap<>();
        for (ChargeSum sum : sums) {
            CostSum more = new CostSum(sum.submits(), sum.seconds(), sum.amount());
            groups.computeIfAbsent(sum.group(), name -> new TreeMap<>())
                    .merge(
                            sum.currency(),
                            CostRow.empty(sum.group(), sum.currency()).plus(sum.state(), more),
                            CostRow::plus);
        }
        List<CostRow> rows = groups.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
        return new CostReport(query, rows, totals(rows));
    }

    private static List<CostRow> totals(List<CostRow> rows) {
        Map<String, CostRow> totals = new TreeMap<>();
        for (CostRow row : rows) {
            totals.merge(row.currency(), CostRow.empty("", row.currency()).plus(row), CostRow::plus);
        }
        return List.copyOf(totals.values());
    }
}
