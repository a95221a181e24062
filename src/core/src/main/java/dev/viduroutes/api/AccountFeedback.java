package dev.viduroutes.api;

import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.AccountSettings;

/** Tells the gate of a task's account what responses say about the account. While it is blocked no submit leaves. */
final class AccountFeedback {

    private final ApiAccounts accounts;

    AccountFeedback(ApiAccounts accounts) {
        this.accounts = accounts;
    }

    void submitted(Task task, ApiResponse response, SubmitVerdict verdict) {
        ApiAccount account = accounts.of(task);
        if (verdict instanceof SubmitVerdict.AccountBlocked blocked) {
            block(account, blocked.status(), blocked.summary());
        } else if (response instanceof ApiResponse.Answered answered && answered.isSuccess()) {
            account.gate().accepted();
        }
    }

    void polled(Task task, StatusVerdict verdict) {
        ApiAccount account = accounts.of(task);
        if (verdict instanceof StatusVerdict.AccountBlocked blocked) {
            block(account, blocked.status(), blocked.summary());
        } else if (verdict instanceof StatusVerdict.Failed failed
                && failed.kind() == FailureClass.ACCOUNT
                && !task.isForResultOnly()) {
            account.gate().block(failed.code());
        }
    }

    private static void block(ApiAccount account, int status, String summary) {
        account.gate().block(summary + "; " + advice(account.settings(), status));
    }

    /** @return what a person does about an account that refuses with this status */
    private static String advice(AccountSettings account, int status) {
        return switch (status) {
            case 401 -> "check the key (" + account.keySetting() + "), and its allow-list of addresses, if it has one";
            case 402 -> "top the account up";
            case 403 -> "check what the key may do, and whether its allow-list has the address that calls come from";
            case 404 -> "check vidu.api.base-url and vidu.api.model";
            default -> "check the account: its balance, and what the key may do";
        };
    }
}
