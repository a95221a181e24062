package dev.viduroutes.api;

import dev.viduroutes.limits.AccountCalls;

/** Tells the calls of an account what each call shows about the limits of its account. */
public final class RateLimitFeedback {

    private static final int TOO_MANY_REQUESTS = 429;

    private final AccountCalls calls;

    public RateLimitFeedback(AccountCalls calls) {
        this.calls = calls;
    }

    /** To be called with every response. */
    public void onResponse(ApiCall call, ApiResponse response) {
        if (!(response instanceof ApiResponse.Answered answered)) {
            return;
        }
        if (answered.code() == TOO_MANY_REQUESTS) {
            calls.refused(call.account(), call.kind(), answered.retryAfter());
        } else if (call.isPost()) {
            calls.submitAnswered(call.account());
        }
    }
}
