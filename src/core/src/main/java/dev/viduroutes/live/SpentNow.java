package dev.viduroutes.live;

import dev.viduroutes.money.Money;
import java.util.List;

/**
 * What was spent.
 *
 * @param day that counts now, as {@code 2026-11-30}; empty if nothing is known of what was spent
 * @param seconds of video in that day: reserved, charged and doubtful
 * @param money the same by currency, as far as there are prices
 * @param videos requests that were stored since the day began
 */
public record SpentNow(String day, long seconds, List<Money> money, long videos, List<CapNow> caps) {

    /** Whose day is empty. */
    static final SpentNow UNKNOWN = new SpentNow("", 0, List.of(), 0, List.of());

    public SpentNow {
        money = List.copyOf(money);
        caps = List.copyOf(caps);
    }
}
