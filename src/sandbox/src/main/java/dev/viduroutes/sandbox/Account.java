package dev.viduroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The one account: its key, its money, and what is wrong with it right now.
 *
 * <p>Assumed, as the vendor is silent: the whole duration is charged when the task is accepted and given back in full if
 * the task fails. Money is kept in millionths of a dollar, so that no sum drifts.
 */
final class Account {

    private static final double MICROS_PER_USD = 1_000_000;

    private byte[] authorization;
    private final long priceMicros;
    private long balanceMicros;
    private boolean keyRejected;
    private boolean outage;
    private boolean droppingConnections;

    Account(String apiKey, double balanceUsd, double pricePerSecondUsd) {
        apiKey(apiKey);
        this.priceMicros = micros(pricePerSecondUsd);
        this.balanceMicros = micros(balanceUsd);
    }

    /** From now on this key is accepted, and no other. */
    final synchronized void apiKey(String key) {
        authorization = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    }

    synchronized boolean accepts(String authorizationHeader) {
        byte[] given = authorizationHeader.getBytes(StandardCharsets.UTF_8);
        return !keyRejected && MessageDigest.isEqual(authorization, given);
    }

    synchronized boolean canPay(int seconds) {
        return balanceMicros >= seconds * priceMicros;
    }

    synchronized void charge(int seconds) {
        balanceMicros -= seconds * priceMicros;
    }

    synchronized void refund(int seconds) {
        balanceMicros += seconds * priceMicros;
    }

    synchronized double balanceUsd() {
        return balanceMicros / MICROS_PER_USD;
    }

    synchronized void balanceUsd(double usd) {
        balanceMicros = micros(usd);
    }

    synchronized void keyRejected(boolean rejected) {
        keyRejected = rejected;
    }

    synchronized boolean outage() {
        return outage;
    }

    synchronized void outage(boolean on) {
        outage = on;
    }

    synchronized boolean droppingConnections() {
        return droppingConnections;
    }

    synchronized void droppingConnections(boolean on) {
        droppingConnections = on;
    }

    private static long micros(double usd) {
        return Math.round(usd * MICROS_PER_USD);
    }
}
