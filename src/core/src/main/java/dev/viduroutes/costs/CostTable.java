package dev.viduroutes.costs;

import dev.viduroutes.failure.SanitizedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A report for a person. */
final class CostTable {

    private static final int LONGEST_NAME = 60;
    private static final String TOTAL = "total";
    private static final String NONE = "-";

    private CostTable() {}

    static void write(CostReport report, Appendable out) throws IOException {
        out.append("from " + report.query().from() + " to " + report.query().to()
                + (report.query().account().isEmpty()
                        ? ""
                        : " of account " + report.query().account()) + '\n');
        if (report.rows().isEmpty()) {
            out.append("nothing was submitted\n");
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        boolean refunds =
                report.totals().stream().anyMatch(row -> row.refunded().submits() > 0);
        List<String> names = new ArrayList<>(List.of(
                report.query().by().column(),
                "currency",
                "submits",
                "charged s",
                "charged",
                "doubtful s",
                "doubtful",
                "reserved s",
                "reserved",
                "not billed"));
        names.addAll(refunds ? List.of("refunded s", "refunded") : List.of());
        lines.add(names);
        report.rows().forEach(row -> lines.add(line(name(row.group()), row, refunds)));
        report.totals().forEach(row -> lines.add(line(TOTAL, row, refunds)));
        for (String line : aligned(lines)) {
            out.append(line).append('\n');
        }
    }

    private static String name(String group) {
        return group.isEmpty() ? NONE : SanitizedText.of(group, LONGEST_NAME);
    }

    private static List<String> line(String name, CostRow row, boolean refunds) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                row.currency().isEmpty() ? NONE : row.currency(),
                Long.toString(row.submits()),
                Long.toString(row.charged().seconds()),
                amount(row, row.charged()),
                Long.toString(row.doubtful().seconds()),
                amount(row, row.doubtful()),
                Long.toString(row.reserved().seconds()),
                amount(row, row.reserved()),
                Long.toString(row.released().submits())));
        if (refunds) {
            cells.addAll(List.of(Long.toString(row.refunded().seconds()), amount(row, row.refunded())));
        }
        return cells;
    }

    private static String amount(CostRow row, CostSum sum) {
        String amount = CostCsv.amount(row, sum);
        return amount.isEmpty() ? NONE : amount;
    }

    /** Names to the left, numbers to the right. */
    static List<String> aligned(List<List<String>> lines) {
        int[] widths = IntStream.range(0, lines.get(0).size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> aligned(line, widths)).toList();
    }

    private static String aligned(List<String> line, int... widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - line.get(i).length());
            text.append(i == 0 ? line.get(i) + space : "  " + space + line.get(i));
        }
        return text.toString().stripTrailing();
    }
}
