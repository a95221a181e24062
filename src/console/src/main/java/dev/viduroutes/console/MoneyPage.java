package dev.viduroutes.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.costs.CostFormat;
import dev.viduroutes.costs.CostQuery;
import dev.viduroutes.costs.CostReport;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ChargeGroup;
import dev.viduroutes.journal.LedgerReader;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What was spent, by the ledger of charges, and what caps leave. */
final class MoneyPage {

    private static final Set<String> GROUPS = Set.of("day", "project", "account", "mode");
    private static final ObjectMapper EXACT =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Settings settings;
    private final HostBeans host;
    private final MoneyLeft left;

    MoneyPage(Settings settings, HostBeans host, MoneyLeft left) {
        this.settings = settings;
        this.host = host;
        this.left = left;
    }

    ConsoleAnswer answer(ConsoleRequest request) throws SQLException, IOException, ConsoleRefusal {
        CostQuery query = query(request);
        CostReport report;
        try (LedgerReader ledger = LedgerReader.openBriefly(settings, host)) {
            report = CostReport.of(ledger, query);
        }
        return switch (request.parameter("format").orElse("json")) {
            case "csv" ->
                ConsoleAnswer.text("text/csv; charset=utf-8", written(report, CostFormat.CSV))
                        .asFile("costs-" + query.from() + "-" + query.to() + ".csv");
            case "json" -> ConsoleAnswer.json(withCaps(written(report, CostFormat.JSON)));
            default -> throw ConsoleRefusal.malformed("format must be json or csv");
        };
    }

    private CostQuery query(ConsoleRequest request) throws ConsoleRefusal {
        LocalDate today = CostQuery.today(Clock.systemUTC(), settings.caps().zone());
        LocalDate last = day(request, "to", today);
        String by = request.parameter("by").orElse("day");
        if (!GROUPS.contains(by)) {
            throw ConsoleRefusal.malformed("by must be day, project, account or mode");
        }
        try {
            return new CostQuery(
                    day(request, "from", last.withDayOfMonth(1)),
                    last,
                    ChargeGroup.valueOf(by.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException wrong) {
            throw ConsoleRefusal.malformed("from must not come after to, and both must be days");
        }
    }

    private static LocalDate day(ConsoleRequest request, String name, LocalDate otherwise) throws ConsoleRefusal {
        Optional<String> given = request.parameter(name);
        try {
            return given.map(LocalDate::parse).orElse(otherwise);
        } catch (DateTimeException noDay) {
            throw ConsoleRefusal.malformed(name + " must be a day such as 2026-11-30");
        }
    }

    private static String written(CostReport report, CostFormat format) throws IOException {
        StringBuilder text = new StringBuilder();
        format.write(report, text);
        return text.toString();
    }

    private ObjectNode withCaps(String report) throws IOException, SQLException {
        ObjectNode json = (ObjectNode) EXACT.readTree(report);
        json.put("zone", settings.caps().zone().getId());
        left.put(json.putArray("caps"), json.putArray("balances"));
        return json;
    }
}
