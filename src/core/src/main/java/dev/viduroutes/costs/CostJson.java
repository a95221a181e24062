package dev.viduroutes.costs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.request.OutcomeJson;

/** A report as JSON, as {@code config/costs.schema.json} describes it. */
final class CostJson {

    private static final ObjectMapper MAPPER = OutcomeJson.mapper();

    private CostJson() {}

    static String of(CostReport report) throws JsonProcessingException {
        String by = report.query().by().column();
        ObjectNode json = MAPPER.createObjectNode()
                .put("from", report.query().from().toString())
                .put("to", report.query().to().toString())
                .put("by", by);
        if (!report.query().account().isEmpty()) {
            json.put("account", report.query().account());
        }
        ArrayNode rows = json.putArray("rows");
        report.rows().forEach(row -> put(rows.addObject().put(by, row.group()), row));
        ArrayNode totals = json.putArray("totals");
        report.totals().forEach(row -> put(totals.addObject(), row));
        return MAPPER.writeValueAsString(json);
    }

    private static void put(ObjectNode json, CostRow row) {
        boolean priced = !row.currency().isEmpty();
        if (priced) {
            json.put("currency", row.currency());
        }
        json.put("submits", row.submits());
        put(json, "charged", row.charged(), priced);
        put(json, "doubtful", row.doubtful(), priced);
        put(json, "reserved", row.reserved(), priced);
        put(json, "refunded", row.refunded(), priced);
        put(json, "released", row.released(), priced);
    }

    private static void put(ObjectNode json, String name, CostSum sum, boolean priced) {
        ObjectNode node = json.putObject(name).put("submits", sum.submits()).put("seconds", sum.seconds());
        if (priced) {
            // As it is: a node that the mapper makes loses zeros at the end.
            node.set("amount", DecimalNode.valueOf(sum.amount()));
        }
    }
}
