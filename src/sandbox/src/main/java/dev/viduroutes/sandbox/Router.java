package dev.viduroutes.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings every call to its endpoint, and notes it in the books before it is answered. */
final class Router implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    /** What the router brings together. */
    record Parts(
            Accounts accounts,
            CallBook calls,
            SubmitBook submits,
            GenerateEndpoint generate,
            StatusEndpoint status,
            TaskBook tasks,
            ResultEndpoint results,
            ControlPages control,
            Wire wire) {}

    private final Parts parts;

    Router(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Endpoint endpoint = Endpoint.of(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath());
        try {
            parts.wire().send(exchange, endpoint == Endpoint.CONTROL ? control(exchange) : noted(endpoint, exchange));
        } catch (IOException | RuntimeException trouble) {
            // A reader that went away is no news; anything else must not look like an answer.
            LOG.debug("endpoint={} connection closed: {}", endpoint.ledgerName(), trouble.toString());
            exchange.close();
        }
    }

    private SandboxResponse noted(Endpoint endpoint, HttpExchange exchange) throws IOException {
        parts.calls().arrived(endpoint, exchange.getRequestHeaders());
        SandboxAccount account = parts.accounts().of(authorization(exchange));
        if (endpoint.isApi()) {
            account.limit().arrived();
        }
        SandboxResponse response = response(endpoint, account, exchange);
        parts.calls().answered(endpoint, response.status());
        LOG.debug("endpoint={} status={}", endpoint.ledgerName(), response.status());
        return response;
    }

    private SandboxResponse response(Endpoint endpoint, SandboxAccount account, HttpExchange exchange)
            throws IOException {
        if (account.isDroppingConnections()) {
            return new SandboxResponse.Dropped();
        }
        String variable = endpoint.variable(exchange.getRequestURI().getPath());
        return switch (endpoint) {
            case GENERATE -> generate(account, variable, exchange);
            case STATUS ->
                gated(account, exchange)
                        .orElseGet(() -> parts.status().answer(account, variable, new Query(exchange.getRequestURI())));
            case BALANCE -> gated(account, exchange).orElseGet(() -> balance(account));
            case RESULT -> parts.results().answer(variable, new Query(exchange.getRequestURI()));
            default -> SandboxResponses.refusal(404, "not found; GET /sandbox lists what there is");
        };
    }

    /** The body is read first: a POST is in the ledger even if it is refused at the gate. */
    private SandboxResponse generate(SandboxAccount account, String model, HttpExchange exchange) throws IOException {
        Submission submission = submission(exchange);
        parts.submits().received(submission);
        return gated(account, exchange).orElseGet(() -> parts.generate().answer(account, model, submission));
    }

    private static Optional<SandboxResponse> gated(SandboxAccount account, HttpExchange exchange) {
        return ApiGate.refusal(account, authorization(exchange));
    }

    private static String authorization(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
    }

    private SandboxResponse balance(SandboxAccount account) {
        return SandboxResponses.success(
                JsonNodeFactory.instance.numberNode(parts.tasks().balanceUsd(account)));
    }

    private SandboxResponse control(HttpExchange exchange) throws IOException {
        String page = Endpoint.CONTROL.variable(exchange.getRequestURI().getPath());
        return exchange.getRequestMethod().equals("POST")
                ? parts.control().post(page, submission(exchange))
                : parts.control().get(page, new Query(exchange.getRequestURI()));
    }

    private static Submission submission(HttpExchange exchange) throws IOException {
        Optional<String> type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"));
        return Submission.read(exchange.getRequestBody(), type);
    }
}
