package dev.viduroutes.spending;

import dev.viduroutes.money.Quote;
import dev.viduroutes.money.SpendingStore.Sum;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import dev.viduroutes.spending.RecentSpending.Spent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is left of caps and balances, while one submit after the other takes its part of it. Not thread-safe. */
final class Room {

    /** What is left of a balance that nobody knows is this, or less. */
    static final long UNKNOWN = Long.MIN_VALUE / 8;

    private final Spent spent;
    private final Map<String, Long> balances;
    private final Map<String, Quote> taken = new HashMap<>();
    private final Map<Sum, Long> sums = new HashMap<>();
    private final Map<String, Long> byAccount = new HashMap<>();

    /** @param balances what is left above the floor of each account that has one, in millionths of a USD */
    Room(Spent spent, Map<String, Long> balances) {
        this.spent = spent;
        this.balances = balances;
    }

    boolean isOf(Spent other) {
        return spent.isSame(other);
    }

    /** It may leave: what it may cost is taken. */
    void take(String id, Quote quote) {
        giveBack(id);
        taken.put(id, quote);
        add(quote, 1);
    }

    /** @return what it had taken */
    Optional<Quote> giveBack(String id) {
        Optional<Quote> had = Optional.ofNullable(taken.remove(id));
        had.ifPresent(quote -> add(quote, -1));
        return had;
    }

    private void add(Quote quote, int sign) {
        quote.caps().stream()
                .filter(Room::isOfPeriod)
                .forEach(cap -> sums.merge(sum(cap, quote), sign * quote.amount(cap.currency()), Long::sum));
        byAccount.merge(quote.account(), sign * quote.amount(quote.currency()), Long::sum);
    }

    boolean fits(Quote quote) {
        return exceeded(quote).findAny().isEmpty() && leavesFloor(quote);
    }

    /** @return caps that leave less than it may cost */
    Stream<Limit> exceeded(Quote quote) {
        return caps(quote).filter(cap -> left(cap, quote) < quote.amount(cap.currency()));
    }

    /** @return what it counts against, as it is now */
    Stream<Limit> caps(Quote quote) {
        return quote.caps().stream().map(cap -> spent.raised().of(cap, period(cap), quote.project()));
    }

    /** @return what is left of a cap for it; of that of a request all of it */
    long left(Limit cap, Quote quote) {
        return isOfPeriod(cap)
                ? cap.amount() - spent(cap, quote) - sums.getOrDefault(sum(cap, quote), 0L)
                : cap.amount();
    }

    /** @return what the journal says is spent of a cap that it counts against */
    long spent(Limit cap, Quote quote) {
        return isOfPeriod(cap) ? spent.sums().getOrDefault(sum(cap, quote), 0L) : 0;
    }

    /** @return whether enough is left of the account's balance */
    boolean leavesFloor(Quote quote) {
        Long left = balances.get(quote.account());
        return left == null || left >= committed(quote);
    }

    /** @return what is left above its account's floor, in millionths of a USD */
    long leftAboveFloor(Quote quote) {
        return balances.getOrDefault(quote.account(), 0L) - byAccount.getOrDefault(quote.account(), 0L);
    }

    /** @return what it may cost, and what its account's others took, in millionths of its currency */
    long committed(Quote quote) {
        return byAccount.getOrDefault(quote.account(), 0L) + quote.amount(quote.currency());
    }

    /** @return the period that a cap counts in now; empty for that of a request */
    String period(Limit cap) {
        return cap.period() == Period.REQUEST ? "" : Quote.period(cap, spent.day());
    }

    private Sum sum(Limit cap, Quote quote) {
        return new Sum(cap.account(), period(cap), cap.project().isEmpty() ? "" : quote.project(), cap.currency());
    }

    private static boolean isOfPeriod(Limit cap) {
        return cap.period() != Period.REQUEST && cap.amount() != CapSettings.UNLIMITED;
    }
}
