package dev.viduroutes.sandbox;

import java.util.Optional;
import java.util.OptionalLong;

/** What every call to the API must pass, in this order: the outage, the key, the limit on requests. */
final class ApiGate {

    private ApiGate() {}

    /** @return the refusal, or empty if the call may go on; it then counts in the account's window */
    static Optional<SandboxResponse> refusal(SandboxAccount account, String authorization) {
        if (account.isOut()) {
            return Optional.of(SandboxResponses.refusal(503, "temporarily unavailable"));
        }
        if (!account.admits(authorization)) {
            return Optional.of(SandboxResponses.refusal(401, "missing or invalid API key"));
        }
        OptionalLong wait = account.limit().tryCount();
        if (wait.isEmpty()) {
            return Optional.empty();
        }
        account.refusedByLimit();
        long seconds = ScaledClock.retryAfterSeconds(wait.getAsLong());
        return Optional.of(SandboxResponses.tooManyRequests("rate limit exceeded: retry later", seconds));
    }
}
