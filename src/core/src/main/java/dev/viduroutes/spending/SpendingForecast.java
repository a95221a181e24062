package dev.viduroutes.spending;

import dev.viduroutes.money.Quote;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.BalanceSettings;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/** Foretells which requests would wait for a cap or a floor, or be refused, if they came one after the other now. Not thread-safe. */
public final class SpendingForecast {

    /** A batch may name as many projects as it likes. */
    private static final int MOST_CAPS = 1_000;

    private record Key(Limit cap, String project, String account) {}

    /** What is counted of a cap, or of a floor, which has no cap. */
    private static final class Count {

        private final long left;
        private final long limit;
        private final String period;
        private long waiting;
        private long refused;

        private Count(long left, long limit, String period) {
            this.left = left;
            this.limit = limit;
            this.period = period;
        }
    }

    private static final Limit FLOOR =
            new Limit(BalanceSettings.FLOOR, CapSettings.Period.REQUEST, "", BalanceSettings.CURRENCY, 0);

    private final BiFunction<Task, String, Quote> quotes;
    private final BiPredicate<Limit, Quote> refuses;
    private final Room room;
    private final Map<Key, Count> counts = new LinkedHashMap<>();
    private long number;

    /**
     * @param quotes what a task would cost with an account
     * @param refuses whether a cap that is exceeded refuses it
     */
    SpendingForecast(BiFunction<Task, String, Quote> quotes, BiPredicate<Limit, Quote> refuses, Room room) {
        this.quotes = quotes;
        this.refuses = refuses;
        this.room = room;
    }

    /** @param accounts of which the first that has room for it makes it */
    public void add(Task task, List<String> accounts) {
        List<Quote> possible =
                accounts.stream().map(account -> quotes.apply(task, account)).toList();
        possible.forEach(this::begin);
        Optional<Quote> fits = possible.stream().filter(room::fits).findFirst();
        if (fits.isPresent()) {
            room.take(Long.toString(number++), fits.get());
        } else {
            possible.stream().findFirst().ifPresent(this::count);
        }
    }

    private void begin(Quote quote) {
        if (counts.size() < MOST_CAPS) {
            room.caps(quote)
                    .filter(cap -> cap.amount() != CapSettings.UNLIMITED)
                    .forEach(cap -> counts.computeIfAbsent(
                            key(cap, quote),
                            unknown -> new Count(room.left(cap, quote), cap.amount(), room.period(cap))));
            if (quote.floor() != Quote.NO_FLOOR) {
                counts.computeIfAbsent(
                        floorOf(quote), unknown -> new Count(room.leftAboveFloor(quote), quote.floor(), ""));
            }
        }
    }

    private void count(Quote quote) {
        Optional<Limit> cap = room.exceeded(quote)
                .filter(exceeded -> refuses.test(exceeded, quote))
                .findFirst()
                .or(() -> room.exceeded(quote).findFirst());
        Count count = counts.get(cap.map(exceeded -> key(exceeded, quote)).orElseGet(() -> floorOf(quote)));
        if (count != null
                && cap.filter(exceeded -> refuses.test(exceeded, quote)).isPresent()) {
            count.refused++;
        } else if (count != null) {
            count.waiting++;
        }
    }

    private static Key key(Limit cap, Quote quote) {
        return new Key(cap, cap.project().isEmpty() ? "" : quote.project(), cap.account());
    }

    private static Key floorOf(Quote quote) {
        return new Key(FLOOR, "", quote.account());
    }

    /** @return each cap and floor that counts for any of them, in the order in which that was found */
    public List<CapForecast> caps() {
        return counts.entrySet().stream()
                .map(one -> forecast(one.getKey(), one.getValue()))
                .toList();
    }

    private static CapForecast forecast(Key key, Count count) {
        Limit cap = key.cap();
        return new CapForecast(
                cap.key(),
                key.account(),
                key.project(),
                count.period,
                amount(cap, count.left),
                amount(cap, count.limit),
                cap.currency().isEmpty() ? "s" : cap.currency(),
                count.left > Room.UNKNOWN,
                count.waiting,
                count.refused);
    }

    private static BigDecimal amount(Limit cap, long amount) {
        return SpendingLog.number(cap.currency(), Math.max(0, amount));
    }
}
