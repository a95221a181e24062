package dev.viduroutes.sandbox;

import com.sun.net.httpserver.Headers;
import java.util.Optional;
import java.util.OptionalLong;

/** What every call to the API must pass, in this order: the outage, the key, the limit on requests. */
final class ApiGate {

    private final Account account;
    private final RequestLimit limit;
    private final CallBook calls;

    ApiGate(Account account, RequestLimit limit, CallBook calls) {
        this.account = account;
        this.limit = limit;
        this.calls = calls;
    }

    /** @return the refusal, or empty if the call may go on; it then counts in the window */
    Optional<SandboxResponse> refusal(Headers headers) {
        if (account.outage()) {
            return Optional.of(SandboxResponses.refusal(503, "temporarily unavailable"));
        }
        String authorization = headers.getFirst("Authorization");
        if (authorization == null || !account.accepts(authorization)) {
            calls.refusedByKey();
            return Optional.of(SandboxResponses.refusal(401, "missing or invalid API key"));
        }
        OptionalLong wait = limit.tryCount();
        if (wait.isEmpty()) {
            return Optional.empty();
        }
        calls.refusedByLimit();
        long seconds = ScaledClock.retryAfterSeconds(wait.getAsLong());
        return Optional.of(SandboxResponses.tooManyRequests("rate limit exceeded: retry later", seconds));
    }
}
