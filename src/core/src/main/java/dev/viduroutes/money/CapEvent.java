package dev.viduroutes.money;

/**
 * A warning about a cap: a share of it is spent, or requests wait for it.
 *
 * @param cap key of the setting
 * @param period a day as {@code 2026-11-30}, or a month as {@code 2026-11}
 * @param project that is spent for; empty for all
 * @param currency empty for seconds
 * @param limit the cap, in seconds or millionths of the currency
 * @param spent the same, reserved included
 * @param share percent that are spent at least; {@link #WAITING} when requests begin to wait
 */
public record CapEvent(String cap, String period, String project, String currency, long limit, long spent, int share) {

    /** In place of a share. */
    public static final int WAITING = 0;

    public boolean isOfWaiting() {
        return share == WAITING;
    }
}
