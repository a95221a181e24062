package dev.viduroutes.pause;

import java.time.Instant;

/**
 * Submits that are paused.
 *
 * @param account its name; empty for all accounts
 * @param who paused them
 */
public record Pause(String account, String who, Instant since) {

    /** @return whether it holds submits of that account */
    public boolean isOf(String name) {
        return account.isEmpty() || account.equals(name);
    }

    /** @return whose submits these are, for people */
    public String scope() {
        return scope(account);
    }

    static String scope(String account) {
        return account.isEmpty() ? "all" : account;
    }
}
