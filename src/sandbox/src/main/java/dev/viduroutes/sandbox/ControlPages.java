package dev.viduroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The sandbox's own pages under {@code /sandbox}: help, health, ledger, and the switches of the account. */
final class ControlPages {

    private static final String HELP = """
            Sandbox of the APIXO API: nothing here is paid for.

              POST /api/v1/generateTask/{model}        create a task
              GET  /api/v1/statusTask/{model}?taskId=  state and result of a task
              GET  /api/v1/apikeys/current-balance     USD left
              GET  /results/{taskId}/{index}.mp4       a result file, by its signed URL
              GET  /sandbox/ledger                     what was billed and seen (JSON)
              POST /sandbox/account                    {"balance": 1.0, "apiKey": "new", "rejectKey": true,
                                                        "outage": false, "dropConnections": false}; each field
                                                        optional
              GET  /sandbox/health                     {"status":"up"}

            Faults on request: words in the prompt. xN = only the first N times (POSTs and accepted tasks: for that very
            prompt; status calls and downloads: for that task); without it, always.

            """;

    private final Account account;
    private final Supplier<Ledger> ledger;

    ControlPages(Account account, Supplier<Ledger> ledger) {
        this.account = account;
        this.ledger = ledger;
    }

    SandboxResponse get(String page) {
        return switch (page) {
            case "" -> SandboxResponses.text(200, "text/plain; charset=utf-8", HELP + Fault.table() + "\n");
            case "/health" -> SandboxResponses.json(200, Map.of("status", "up"));
            case "/ledger" -> SandboxResponses.json(200, ledger.get());
            default -> SandboxResponses.refusal(404, "no such page; GET /sandbox lists them");
        };
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
            change(new Fields(json, ""));
        } catch (InvalidRequest invalid) {
            return SandboxResponses.refusal(400, invalid.getMessage());
        }
        return SandboxResponses.json(200, Map.of("balance", account.balanceUsd()));
    }

    private void change(Fields fields) {
        boolean hasBalance = fields.has("balance");
        fields.require("balance", !hasBalance || fields.value("balance").isNumber(), "it must be a number of USD");
        Optional<String> apiKey = fields.text("apiKey", "it must be the key that is accepted from now on");
        fields.bool("rejectKey");
        fields.bool("outage");
        fields.bool("dropConnections");
        if (hasBalance) {
            account.balanceUsd(fields.value("balance").doubleValue());
        }
        apiKey.ifPresent(account::apiKey);
        if (fields.has("rejectKey")) {
            account.keyRejected(fields.value("rejectKey").booleanValue());
        }
        if (fields.has("outage")) {
            account.outage(fields.value("outage").booleanValue());
        }
        if (fields.has("dropConnections")) {
            account.droppingConnections(fields.value("dropConnections").booleanValue());
        }
    }
}
