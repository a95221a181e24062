package dev.viduroutes.api;

import dev.viduroutes.limits.AccountGate;
import dev.viduroutes.limits.ApiAccount;

/** Whether a blocked account is in order again: when to ask the balance endpoint out of turn, and what its answer means. */
final class AccountProbe {

    /** In seconds: calls that left with the old key may be answered for so long, and a probe may get no answer. */
    private static final int FRESH = 120;

    /** In seconds. */
    private static final int INTERVAL = 10;

    private final String account;
    private final AccountGate gate;
    private final ApiKeys keys;
    private String knownKey;
    private int seconds = FRESH;

    AccountProbe(ApiAccount account, ApiKeys keys) {
        this(account.name(), account.gate(), keys);
    }

    AccountProbe(String account, AccountGate gate, ApiKeys keys) {
        this.account = account;
        this.gate = gate;
        this.keys = keys;
        this.knownKey = keys.value(account);
    }

    /**
     * To be called every second. A new key is tried at once, and again while it is fresh: a call that left with the old one may
     * shut the gate after the new one was tried, and the probe itself may fail.
     *
     * @return whether the account is blocked, and is to be asked about since its key was replaced
     */
    synchronized boolean isDueForNewKey() {
        String now = keys.value(account);
        seconds = now.equals(knownKey) ? Math.min(seconds + 1, FRESH) : 0;
        knownKey = now;
        return gate.isShut() && seconds < FRESH && seconds % INTERVAL == 0;
    }

    /** Opens the gate if the key is accepted and there is something to pay with; else the next probe asks again. */
    void judge(ApiResponse response) {
        // The contract: a bare number, in USD.
        if (response instanceof ApiResponse.Answered answered
                && answered.isSuccess()
                && answered.data().asDouble(0) > 0) {
            gate.open();
        }
    }
}
