package dev.viduroutes.costs;

import dev.viduroutes.csv.CsvDialect;
import java.io.IOException;
import java.util.List;

/** A report as CSV: commas, points in numbers, no cell that a spreadsheet runs. */
final class CostCsv {

    private CostCsv() {}

    static void write(CostReport report, Appendable out) throws IOException {
        out.append(CsvDialect.PLAIN.line(List.of(
                report.query().by().column(),
                "currency",
                "submits",
                "charged_submits",
                "charged_seconds",
                "charged_amount",
                "doubtful_submits",
                "doubtful_seconds",
                "doubtful_amount",
                "reserved_submits",
                "reserved_seconds",
                "reserved_amount",
                "released_submits",
                "refunded_submits",
                "refunded_seconds",
                "refunded_amount")));
        for (CostRow row : report.rows()) {
            out.append(CsvDialect.PLAIN.line(List.of(
                    row.group(),
                    row.currency(),
                    Long.toString(row.submits()),
                    Long.toString(row.charged().submits()),
                    Long.toString(row.charged().seconds()),
                    amount(row, row.charged()),
                    Long.toString(row.doubtful().submits()),
                    Long.toString(row.doubtful().seconds()),
                    amount(row, row.doubtful()),
                    Long.toString(row.reserved().submits()),
                    Long.toString(row.reserved().seconds()),
                    amount(row, row.reserved()),
                    Long.toString(row.released().submits()),
                    Long.toString(row.refunded().submits()),
                    Long.toString(row.refunded().seconds()),
                    amount(row, row.refunded()))));
        }
    }

    /** @return empty where there were no prices, since nothing is known of what it cost */
    static String amount(CostRow row, CostSum sum) {
        return row.currency().isEmpty() ? "" : sum.amount().toPlainString();
    }
}
