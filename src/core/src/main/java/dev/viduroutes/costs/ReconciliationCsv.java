package dev.viduroutes.costs;

import dev.viduroutes.csv.CsvDialect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Findings as CSV, but those that match. */
final class ReconciliationCsv extends ReconciliationWriter {

    private static final String COLUMNS = "finding,task_id,request_id,day,seconds_here,amount_here,currency_here,"
            + "seconds_invoiced,amount_invoiced,currency_invoiced,candidates,settlement,left\n";

    private boolean begun;

    ReconciliationCsv(Appendable out) {
        super(out);
    }

    @Override
    public void found(Finding finding) throws IOException {
        begin();
        if (finding.kind() == FindingKind.MATCHED) {
            return;
        }
        List<String> cells =
                new ArrayList<>(List.of(finding.kind().word(), finding.taskId(), finding.requestId(), finding.day()));
        cells.addAll(cells(finding.here()));
        cells.addAll(cells(finding.invoiced()));
        cells.add(String.join(" ", finding.candidates()));
        cells.add(finding.proposal().state());
        cells.add(finding.proposal().left());
        put(CsvDialect.PLAIN.line(cells));
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            put(COLUMNS);
        }
    }

    @Override
    public void end(ReconciliationSummary summary, Optional<SettlementSummary> settlement) throws IOException {
        begin();
    }
}
