package dev.viduroutes.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.costs.CostFormat;
import dev.viduroutes.costs.CostQuery;
import dev.viduroutes.costs.CostReport;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ChargeGroup;
import dev.viduroutes.journal.LedgerReader;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.BalanceFloor;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingGate;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What was spent, by the ledger of charges, and what caps leave. */
final class MoneyPage {

    private static final Set<String> GROUPS = Set.of("day", "project", "account", "mode");
    private static final ObjectMapper EXACT =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Settings settings;
    private final HostBeans host;
    private final Supplier<SpendingGate> spending;
    private final Supplier<BalanceFloors> floors;

    /**
     * @param spending what knows the caps, once the routes have started
     * @param floors what knows the balances
     */
    MoneyPage(Settings settings, HostBeans host, Supplier<SpendingGate> spending, Supplier<BalanceFloors> floors) {
        this.settings = settings;
        this.host = host;
        this.spending = spending;
        this.floors = floors;
    }

    ConsoleAnswer answer(ConsoleRequest request) throws SQLException, IOException, ConsoleRefusal {
        CostQuery query = query(request);
        CostReport report;
        try (LedgerReader ledger = LedgerReader.open(settings, host)) {
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

    private ObjectNode withCaps(String report) throws IOException {
        ObjectNode json = (ObjectNode) EXACT.readTree(report);
        json.put("zone", settings.caps().zone().getId());
        ArrayNode caps = json.putArray("caps");
        SpendingGate gate = spending.get();
        gate.periodicCaps().forEach(cap -> put(caps.addObject(), cap, gate));
        ArrayNode balances = json.putArray("balances");
        settings.accounts()
                .forEach(account -> Optional.of(floors.get().of(account.name()))
                        .filter(BalanceFloor::isSet)
                        .filter(floor -> Double.isFinite(floor.balance()))
                        .ifPresent(floor -> balances.addObject()
                                .put("account", account.name())
                                .put("usd", floor.balance())
                                .put("ageSeconds", floor.ageSeconds())));
        return json;
    }

    private static void put(ObjectNode json, Limit cap, SpendingGate gate) {
        boolean money = !cap.currency().isEmpty();
        long spent = gate.spent(cap);
        long limit = gate.limit(cap);
        json.put("setting", cap.key())
                .put("project", cap.project())
                .put("unit", money ? cap.currency() : "s")
                .put("limit", amount(limit, money))
                .put("spent", amount(spent, money))
                .put("left", amount(Math.max(0, limit - spent), money));
    }

    private static BigDecimal amount(long amount, boolean money) {
        return BigDecimal.valueOf(amount, money ? CapSettings.MILLIONTHS : 0);
    }
}
