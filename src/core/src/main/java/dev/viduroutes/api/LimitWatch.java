package dev.viduroutes.api;

import dev.viduroutes.pace.Turns;

/** Tells the line in front of the API what each call shows about the limits of the account. */
public final class LimitWatch {

    private static final int TOO_MANY_REQUESTS = 429;

    private final Turns turns;

    public LimitWatch(Turns turns) {
        this.turns = turns;
    }

    /** To be called with every reply. */
    public void heed(ApiCall call, Reply reply) {
        if (!(reply instanceof Reply.Answered answered)) {
            return;
        }
        if (answered.code() == TOO_MANY_REQUESTS) {
            turns.refused(call.kind(), answered.retryAfter());
        } else if (call.isPost()) {
            turns.submitAnswered();
        }
    }
}
