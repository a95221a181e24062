package dev.viduroutes.costs;

import dev.viduroutes.costs.Finding.Side;
import dev.viduroutes.failure.SanitizedText;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Findings for a person: the first of each kind, and how many there are. */
final class ReconciliationTable extends ReconciliationWriter {

    private static final int MOST_TOLD = 100;
    private static final int LONGEST_ID = 200;
    private static final int WIDTH = 12;

    private final Map<FindingKind, Integer> told = new EnumMap<>(FindingKind.class);

    ReconciliationTable(Appendable out) {
        super(out);
    }

    @Override
    public void found(Finding finding) throws IOException {
        FindingKind kind = finding.kind();
        if (kind == FindingKind.MATCHED || told.merge(kind, 1, Integer::sum) > MOST_TOLD) {
            return;
        }
        put(kind.word() + " ".repeat(WIDTH - kind.word().length()) + name(finding) + ": " + what(finding)
                + finding.proposal().words() + '\n');
    }

    private static String name(Finding finding) {
        String request = SanitizedText.of(finding.requestId(), LONGEST_ID);
        if (finding.taskId().isEmpty()) {
            return request;
        }
        String task = SanitizedText.of(finding.taskId(), LONGEST_ID);
        return request.isEmpty() ? task : task + " of " + request;
    }

    private static String what(Finding finding) {
        String both = finding.here().map(here -> text(here) + " here").orElse("not here") + ", "
                + finding.invoiced().map(side -> text(side) + " on the invoice").orElse("not on the invoice");
        return switch (finding.kind()) {
            case UNKNOWN -> both + candidates(finding);
            case UNANSWERED ->
                finding.here().map(ReconciliationTable::text).orElse("") + ", a submit without an answer on "
                        + finding.day();
            default -> both;
        };
    }

    private static String candidates(Finding finding) {
        return finding.candidates().isEmpty()
                ? ""
                : "; perhaps of " + String.join(" or ", finding.candidates()) + ", whose submit had no answer";
    }

    private static String text(Side side) {
        var cells = cells(Optional.of(side));
        return cells.get(0) + " s"
                + (cells.get(1).isEmpty() ? "" : " " + cells.get(1) + " " + side.currency()).stripTrailing();
    }

    @Override
    public void end(ReconciliationSummary summary, Optional<SettlementSummary> settlement) throws IOException {
        if (told.values().stream().anyMatch(count -> count > MOST_TOLD)) {
            put("and more: --format csv tells all\n");
        }
        put("invoice: lines=" + summary.lines() + " seconds="
                + InvoiceNumber.tidy(summary.invoicedSeconds()).toPlainString() + " amount="
                + new CostSum(0, 0, summary.invoicedAmount()).amount().toPlainString() + '\n');
        if (summary.linesWithoutTask() > 0) {
            put("without a task: lines=" + summary.linesWithoutTask() + " amount="
                    + new CostSum(0, 0, summary.amountWithoutTask()).amount().toPlainString() + '\n');
        }
        if (summary.linesWithoutDay() > 0) {
            put("times that can't be read: lines=" + summary.linesWithoutDay() + ", first " + summary.firstUnread()
                    + '\n');
        }
        put("compared with submits from " + summary.from() + " to " + summary.to() + ": "
                + Arrays.stream(FindingKind.values())
                        .map(kind -> kind.word() + "=" + summary.count(kind))
                        .collect(Collectors.joining(" "))
                + '\n');
        if (settlement.isPresent()) {
            put(settlement.get().line() + '\n');
            if (!summary.isMatch(settlement.get())) {
                put(open(summary, settlement.get()) + '\n');
            }
        }
    }

    /** No correction settles what is unknown or missing. */
    private static String open(ReconciliationSummary summary, SettlementSummary settlement) {
        return "for a person to look into, hence exit code 3: different="
                + (summary.count(FindingKind.DIFFERENT) - settlement.settledMismatches()) + " unknown="
                + summary.count(FindingKind.UNKNOWN) + " missing=" + summary.count(FindingKind.MISSING)
                + " without_task=" + summary.linesWithoutTask();
    }
}
