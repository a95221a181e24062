package dev.viduroutes.spending;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.money.Quote;
import dev.viduroutes.money.SpendingStore;
import dev.viduroutes.money.SpendingStore.Sum;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Holds back, or refuses, what would cost more than a cap leaves, before it waits for a slot or a permit. The journal decides again
 * with the record of the submit: what is seen here may be a second old, and others spend meanwhile. Thread-safe.
 */
public final class SpendingGate {

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final CapSettings caps;
    private final Quotes quotes;
    private final SpendingStore store;
    private final SubmitWaits waits;
    private final TaskSlots slots;
    private final LongSupplier nanos;
    private final SpendingLog log;
    private Map<Sum, Long> spent = Map.of();
    private String day = "";
    private long askedNanos;

    public SpendingGate(Settings settings, SpendingStore store, SubmitWaits waits, TaskSlots slots) {
        this(settings, store, waits, slots, System::nanoTime);
    }

    SpendingGate(Settings settings, SpendingStore store, SubmitWaits waits, TaskSlots slots, LongSupplier nanos) {
        caps = settings.caps();
        quotes = new Quotes(settings);
        this.store = store;
        this.waits = waits;
        this.slots = slots;
        this.nanos = nanos;
        log = new SpendingLog(caps);
    }

    /** @throws RequestRefusedException if it costs more than a cap leaves, and is not to wait */
    public void check(Task task) {
        Quote quote = quotes.of(task.request());
        exceeded(task, quote).filter(this::isFinal).ifPresent(cap -> {
            throw new RequestRefusedException(failure(quote, cap));
        });
    }

    /** @return whether it waits for a cap, without a slot */
    public boolean holds(Task task) {
        if (waits.isEnded(task)) {
            return false;
        }
        Optional<Limit> cap = exceeded(task, quotes.of(task.request()));
        if (cap.isPresent()) {
            slots.freeFor(task);
            log.held(cap.get(), period(cap.get()), task.request().project());
        }
        return cap.isPresent();
    }

    /** No time makes a request cheaper. */
    boolean isFinal(Limit cap) {
        return caps.refuses() || cap.period() == Period.REQUEST;
    }

    /** @return why a request is refused that a cap does not leave enough for */
    Failure failure(Quote quote, Limit cap) {
        String asked = SpendingLog.amount(cap, quote.amount(cap.currency()));
        return Failure.capExceeded(
                cap.period() == Period.REQUEST
                        ? "it may cost " + asked + "; " + cap.key() + " is " + SpendingLog.amount(cap, cap.amount())
                        : "it may cost " + asked + ", and of " + cap.key() + "=" + SpendingLog.amount(cap, cap.amount())
                                + " less is left until " + period(cap) + " is over");
    }

    private synchronized String period(Limit cap) {
        return cap.period() == Period.REQUEST ? "" : Quote.period(cap, day);
    }

    private Optional<Limit> exceeded(Task task, Quote quote) {
        if (caps.caps().isEmpty() || !task.isToSubmit()) {
            return Optional.empty();
        }
        try {
            return exceeded(quote, look(quote));
        } catch (SQLException unavailable) {
            // Whoever records the submit waits for the journal.
            return Optional.empty();
        }
    }

    private synchronized Map<Sum, Long> look(Quote quote) throws SQLException {
        String today = quote.day(store.now());
        if (!today.equals(day) || nanos.getAsLong() - askedNanos >= FRESH_NANOS) {
            spent = store.spent(today);
            day = today;
            askedNanos = nanos.getAsLong();
            log.look(spent, today);
        }
        return spent;
    }

    private Optional<Limit> exceeded(Quote quote, Map<Sum, Long> sums) {
        return quote.caps().stream()
                .filter(cap -> spent(cap, quote, sums) + quote.amount(cap.currency()) > cap.amount())
                .findFirst();
    }

    private long spent(Limit cap, Quote quote, Map<Sum, Long> sums) {
        return cap.period() == Period.REQUEST
                ? 0
                : sums.getOrDefault(
                        new Sum(period(cap), cap.project().isEmpty() ? "" : quote.project(), cap.currency()), 0L);
    }
}
