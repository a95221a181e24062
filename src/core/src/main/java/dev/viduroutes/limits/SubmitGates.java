package dev.viduroutes.limits;

/** What holds back the submits of each account, beside the account itself. */
public interface SubmitGates {

    /** @return the same each time */
    SubmitGate of(String account);
}
