package dev.viduroutes.sandbox;

import java.time.Duration;

/**
 * What an account starts with.
 *
 * @param name letters, digits, {@code .}, {@code _} and {@code -}
 * @param requests let in per rolling {@code window}, 1 or more
 * @param window unscaled, above 0, at most 365 days
 * @param concurrentTasks tasks pending or processing at the same time, 1 or more
 * @param balance 0 to 1,000,000,000 USD
 */
record AccountTerms(String name, String apiKey, int requests, Duration window, int concurrentTasks, double balance) {

    /** The account that is there without being asked for. */
    static final String DEFAULT = "default";

    AccountTerms {
        SandboxSettings.require(
                name.matches("[A-Za-z0-9._-]{1,100}"), "account", name, "1 to 100 letters, digits, '.', '_' or '-'");
        SandboxSettings.require(!apiKey.isBlank(), "apiKey", "blank", "at least one character");
        SandboxSettings.require(requests >= 1, "limits.requests", requests, "1 or more");
        SandboxSettings.requireDuration("limits.window", window);
        SandboxSettings.require(concurrentTasks >= 1, "limits.concurrentTasks", concurrentTasks, "1 or more");
        SandboxSettings.require(balance >= 0 && balance <= 1e9, "balance", balance, "0 to 1000000000 USD");
    }
}
