package dev.viduroutes.costs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.costs.Finding.Side;
import dev.viduroutes.request.OutcomeJson;
import java.io.IOException;
import java.util.Optional;

/** Findings as JSON, but those that match. */
final class ReconciliationJson extends ReconciliationWriter {

    private static final ObjectMapper MAPPER = OutcomeJson.mapper();

    private String before = "{\"findings\" : [\n";

    ReconciliationJson(Appendable out) {
        super(out);
    }

    @Override
    public void found(Finding finding) throws IOException {
        if (finding.kind() == FindingKind.MATCHED) {
            return;
        }
        ObjectNode json =
                MAPPER.createObjectNode().put("finding", finding.kind().word());
        put(json, "task_id", finding.taskId());
        put(json, "request_id", finding.requestId());
        put(json, "day", finding.day());
        finding.here().ifPresent(side -> put(json.putObject("here"), side));
        finding.invoiced().ifPresent(side -> put(json.putObject("invoiced"), side));
        put(json, "settlement", finding.proposal().state());
        put(json, "left", finding.proposal().left());
        if (!finding.candidates().isEmpty()) {
            finding.candidates().forEach(json.putArray("candidates")::add);
        }
        put(before + text(json));
        before = ",\n";
    }

    private static void put(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static void put(ObjectNode json, Side side) {
        json.set("seconds", DecimalNode.valueOf(InvoiceNumber.tidy(side.seconds())));
        json.set("amount", DecimalNode.valueOf(new CostSum(0, 0, side.amount()).amount()));
        put(json, "currency", side.currency());
    }

    private static String text(ObjectNode json) throws JsonProcessingException {
        return MAPPER.writeValueAsString(json);
    }

    @Override
    public void end(ReconciliationSummary summary, Optional<SettlementSummary> settlement) throws IOException {
        ObjectNode json = MAPPER.createObjectNode()
                .put("from", summary.from().toString())
                .put("to", summary.to().toString())
                .put("matches", summary.isMatch())
                .put("lines", summary.lines())
                .put("lines_without_task", summary.linesWithoutTask())
                .put("lines_without_day", summary.linesWithoutDay());
        ObjectNode counts = json.putObject("counts");
        for (FindingKind kind : FindingKind.values()) {
            counts.put(kind.word(), summary.count(kind));
        }
        settlement.ifPresent(settled -> {
            ObjectNode node = json.putObject("settlement").put("written", settled.isWritten());
            settled.states().forEach(node::put);
            node.put("left", settled.left());
        });
        put((before.startsWith("{") ? before : "\n") + "], \"summary\" : " + text(json) + "}\n");
    }
}
