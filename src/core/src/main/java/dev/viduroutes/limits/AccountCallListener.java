package dev.viduroutes.limits;

import dev.viduroutes.request.Task;
import java.time.Duration;

/** Tells another listener of the calls of one account. */
record AccountCallListener(CallListener all, String account) implements CallListener {

    @Override
    public void calling(CallKind kind) {
        all.calling(kind, account);
    }

    @Override
    public void refused(CallKind kind) {
        all.refused(kind, account);
    }

    @Override
    public void calledBack(String taskId) {
        all.calledBack(taskId);
    }

    @Override
    public void noticed(Task task, Duration late) {
        all.noticed(task, late);
    }
}
