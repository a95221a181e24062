package dev.viduroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The sandbox's own pages under {@code /sandbox}: help, health, ledger, statement, and the switches of the accounts. */
final class ControlPages {

    private static final String CSV = "text/csv; charset=utf-8";
    private static final Map<String, BiConsumer<SandboxAccount, Boolean>> SWITCHES = Map.of(
            "rejectKey", SandboxAccount::rejectKey,
            "outage", SandboxAccount::outage,
            "dropConnections", SandboxAccount::dropConnections);
    private static final String HELP = """
            Sandbox of the APIXO API: nothing here is paid for.

              POST /api/v1/generateTask/{model}        create a task
              GET  /api/v1/statusTask/{model}?taskId=  state and result of a task
              GET  /api/v1/apikeys/current-balance     USD left
              GET  /results/{taskId}/{index}.mp4       a result file, by its signed URL
              GET  /sandbox/ledger                     what was billed and seen (JSON)
              GET  /sandbox/statement.csv              charges and refunds; ?account= of one account alone
              POST /sandbox/account                    {"name": "default", "balance": 1.0, "apiKey": "new",
                                                        "rejectKey": true, "outage": false,
                                                        "dropConnections": false}; each field optional; without
                                                        a name: each account, but the key of "default"
              GET  /sandbox/health                     {"status":"up"}

            Faults on request: words in the prompt. xN = only the first N times (POSTs and accepted tasks: for that very
            prompt; status calls and downloads: for that task); without it, always.

            """;

    private final Accounts accounts;
    private final Supplier<Ledger> ledger;
    private final Supplier<Statement> statement;

    ControlPages(Accounts accounts, Supplier<Ledger> ledger, Supplier<Statement> statement) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.statement = statement;
    }

    SandboxResponse get(String page, Query query) {
        return switch (page) {
            case "" -> SandboxResponses.text(200, "text/plain; charset=utf-8", HELP + Fault.table() + "\n");
            case "/health" -> SandboxResponses.json(200, Map.of("status", "up"));
            case "/ledger" -> SandboxResponses.json(200, ledger.get());
            case "/statement.csv" -> statement(query.value("account"));
            default -> SandboxResponses.refusal(404, "no such page; GET /sandbox lists them");
        };
    }

    private SandboxResponse statement(String account) {
        try {
            Statement whole = statement.get();
            return SandboxResponses.text(
                    200,
                    CSV,
                    (account.isEmpty()
                                    ? whole
                                    : whole.of(accounts.named(account).name()))
                            .csv());
        } catch (NoSuchElementException unknown) {
            return SandboxResponses.refusal(404, unknown.getMessage());
        }
    }

    SandboxResponse post(String page, Submission submission) {
        JsonNode json = submission.json();
        if (!page.equals("/account")) {
            return SandboxResponses.refusal(404, "no such page; GET /sandbox lists them");
        }
        if (!json.isObject()) {
            return SandboxResponses.refusal(400, "the body is not a JSON object; " + submission.problem());
        }
        try {
            return SandboxResponses.json(200, Map.of("balance", change(new Fields(json, ""))));
        } catch (InvalidRequest invalid) {
            return SandboxResponses.refusal(400, invalid.getMessage());
        }
    }

    /** @return what the accounts hold after it that are meant */
    private double change(Fields fields) {
        List<SandboxAccount> meant = fields.text("name", "it must be the name of an account")
                .map(this::named)
                .orElse(accounts.all());
        fields.require(
                "balance", !fields.has("balance") || fields.value("balance").isNumber(), "it must be a number of USD");
        Optional<String> apiKey = fields.text("apiKey", "it must be the key that is accepted from now on");
        SWITCHES.keySet().forEach(fields::bool);
        apiKey.ifPresent(meant.get(0)::setApiKey);
        meant.forEach(account -> set(account, fields));
        return Micros.usd(
                meant.stream().mapToLong(SandboxAccount::balanceMicros).sum());
    }

    private List<SandboxAccount> named(String name) {
        try {
            return List.of(accounts.named(name));
        } catch (NoSuchElementException unknown) {
            throw new InvalidRequest(unknown.getMessage());
        }
    }

    private static void set(SandboxAccount account, Fields fields) {
        if (fields.has("balance")) {
            account.setBalance(fields.value("balance").doubleValue());
        }
        SWITCHES.forEach((name, change) -> {
            if (fields.has(name)) {
                change.accept(account, fields.value(name).booleanValue());
            }
        });
    }
}
