package dev.viduroutes.api;

import dev.viduroutes.limits.CallScheduler;

/** Tells the call scheduler what each call shows about the limits of the account. */
public final class RateLimitFeedback {

    private static final int TOO_MANY_REQUESTS = 429;

    private final CallScheduler scheduler;

    public RateLimitFeedback(CallScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** To be called with every response. */
    public void onResponse(ApiCall call, ApiResponse response) {
        if (!(response instanceof ApiResponse.Answered answered)) {
            return;
        }
        if (answered.code() == TOO_MANY_REQUESTS) {
            scheduler.refused(call.kind(), answered.retryAfter());
        } else if (call.isPost()) {
            scheduler.submitAnswered();
        }
    }
}
