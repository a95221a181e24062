package dev.viduroutes.api;

import dev.viduroutes.limits.AccountGate;

/** Judges the answer of the balance endpoint: whether a blocked account is in order again. */
public final class AccountProbe {

    private final AccountGate gate;

    public AccountProbe(AccountGate gate) {
        this.gate = gate;
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
