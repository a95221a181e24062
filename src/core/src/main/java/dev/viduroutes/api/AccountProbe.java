package dev.viduroutes.api;

import dev.viduroutes.limits.AccountGate;

/** Whether a blocked account is in order again: when to ask the balance endpoint out of turn, and what its answer means. */
public final class AccountProbe {

    private final AccountGate gate;
    private final ApiKey key;
    private String triedKey;

    public AccountProbe(AccountGate gate, ApiKey key) {
        this.gate = gate;
        this.key = key;
        this.triedKey = key.value();
    }

    /**
     * A call that left with the old key may shut the gate after the key was replaced, so this is about keys, not about times.
     *
     * @return whether the account is blocked and has a key that no probe was made with; true once for each key
     */
    public synchronized boolean isDueForNewKey() {
        if (!gate.isShut() || key.value().equals(triedKey)) {
            return false;
        }
        triedKey = key.value();
        return true;
    }

    /** Opens the gate if the key is accepted and there is something to pay with; else the next probe asks again. */
    public void judge(ApiResponse response) {
        // The contract: a bare number, in USD.
        if (response instanceof ApiResponse.Answered answered
                && answered.isSuccess()
                && answered.data().asDouble(0) > 0) {
            gate.open();
        }
    }
}
