package dev.viduroutes.api;

import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.limits.AccountGate;
import dev.viduroutes.request.Task;

/** Tells the account's gate what responses say about the account. While it is blocked no submit leaves. */
final class AccountFeedback {

    private final AccountGate gate;

    AccountFeedback(AccountGate gate) {
        this.gate = gate;
    }

    void submitted(ApiResponse response, SubmitVerdict verdict) {
        if (verdict instanceof SubmitVerdict.AccountBlocked blocked) {
            block(blocked.status(), blocked.summary());
        } else if (response instanceof ApiResponse.Answered answered && answered.isSuccess()) {
            gate.accepted();
        }
    }

    void polled(Task task, StatusVerdict verdict) {
        if (verdict instanceof StatusVerdict.AccountBlocked blocked) {
            block(blocked.status(), blocked.summary());
        } else if (verdict instanceof StatusVerdict.Failed failed
                && failed.kind() == FailureClass.ACCOUNT
                && !task.isForResultOnly()) {
            gate.block(failed.code());
        }
    }

    private void block(int status, String summary) {
        gate.block(summary + "; " + advice(status));
    }

    /** @return what a person does about an account that refuses with this status */
    private static String advice(int status) {
        return switch (status) {
            case 401 -> "check the key (VIDU_API_KEY, or its file), and its allow-list of addresses, if it has one";
            case 402 -> "top the account up";
            case 403 -> "check what the key may do, and whether its allow-list has the address that calls come from";
            case 404 -> "check vidu.api.base-url and vidu.api.model";
            default -> "check the account: its balance, and what the key may do";
        };
    }
}
