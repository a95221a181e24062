package dev.viduroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * One account of a {@link Sandbox}: its key, its money, its limits, what is wrong with it right now, and what was counted
 * of it.
 *
 * <p>Assumed, as the vendor is silent: the whole duration is charged when the task is accepted. Money is kept in millionths
 * of a dollar, so that no sum drifts.
 */
public final class SandboxAccount {

    private final String name;
    private final int concurrentLimit;
    private final RequestLimit limit;
    private byte[] authorization;
    private long balanceMicros;
    private boolean keyRejected;
    private boolean outage;
    private boolean droppingConnections;
    private int live;
    private int largestConcurrent;
    private long billedSeconds;
    private int refusals429;
    private int unauthorized;

    SandboxAccount(AccountTerms terms, RequestLimit limit) {
        this.name = terms.name();
        this.concurrentLimit = terms.concurrentTasks();
        this.limit = limit;
        this.balanceMicros = Micros.of(terms.balance());
        setApiKey(terms.apiKey());
    }

    /** What the ledger and the statement call it. */
    public String name() {
        return name;
    }

    /** Sets what the account holds, in USD: with too little, POSTs are answered 402. */
    public synchronized void setBalance(double usd) {
        balanceMicros = Micros.of(usd);
    }

    /** From now on this key is the account's, and its old one answered 401. */
    public synchronized void setApiKey(String key) {
        authorization = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    }

    /** While true, the account's key is answered 401. */
    public synchronized void rejectKey(boolean reject) {
        keyRejected = reject;
    }

    /** While true, the account's calls to the API are answered 503. */
    public synchronized void outage(boolean on) {
        outage = on;
    }

    /** While true, connections that bring the account's key are closed without an answer. */
    public synchronized void dropConnections(boolean drop) {
        droppingConnections = drop;
    }

    synchronized boolean isOf(String authorizationHeader) {
        return MessageDigest.isEqual(authorization, authorizationHeader.getBytes(StandardCharsets.UTF_8));
    }

    /** @return whether the key is its own, and not rejected; else it counts as unauthorized */
    synchronized boolean admits(String authorizationHeader) {
        boolean admitted = !keyRejected && isOf(authorizationHeader);
        unauthorized += admitted ? 0 : 1;
        return admitted;
    }

    synchronized boolean isOut() {
        return outage;
    }

    synchronized boolean isDroppingConnections() {
        return droppingConnections;
    }

    RequestLimit limit() {
        return limit;
    }

    synchronized int live() {
        return live;
    }

    synchronized boolean hasPlace() {
        return live < concurrentLimit;
    }

    synchronized boolean canPay(Bill bill) {
        return balanceMicros >= bill.amountMicros();
    }

    synchronized void charge(Bill bill) {
        balanceMicros -= bill.amountMicros();
        billedSeconds += bill.seconds();
        live++;
        largestConcurrent = Math.max(largestConcurrent, live);
    }

    synchronized void refund(Bill bill) {
        balanceMicros += bill.amountMicros();
        billedSeconds -= bill.seconds();
    }

    synchronized void ended() {
        live--;
    }

    synchronized void refusedByLimit() {
        refusals429++;
    }

    synchronized long balanceMicros() {
        return balanceMicros;
    }

    synchronized double balanceUsd() {
        return Micros.usd(balanceMicros);
    }

    synchronized Ledger.Account entry() {
        return new Ledger.Account(
                name,
                refusals429,
                limit.largestCounted(),
                limit.largestArrivals(),
                largestConcurrent,
                billedSeconds,
                balanceUsd(),
                unauthorized);
    }
}
