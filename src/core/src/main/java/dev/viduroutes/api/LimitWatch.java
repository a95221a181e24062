package dev.viduroutes.api;

import dev.viduroutes.limits.CallScheduler;

/** Tells the line in front of the API what each call shows about the limits of the account. */
public final class LimitWatch {

    private static final int TOO_MANY_REQUESTS = 429;

    private final CallScheduler scheduler;

    public LimitWatch(CallScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** To be called with every reply. */
    public void heed(ApiCall call, Reply reply) {
        if (!(reply instanceof Reply.Answered answered)) {
            return;
        }
        if (answered.code() == TOO_MANY_REQUESTS) {
            scheduler.refused(call.kind(), answered.retryAfter());
        } else if (call.isPost()) {
            scheduler.submitAnswered();
        }
    }
}
