package dev.viduroutes.spending;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.inflight.Place;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.money.CapEvent;
import dev.viduroutes.money.Quote;
import dev.viduroutes.money.SpendingStore;
import dev.viduroutes.money.SpendingStore.Sum;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import dev.viduroutes.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Holds back, or refuses, what would cost more than a cap leaves, before it waits for a slot or a permit. What passed and is not
 * recorded yet counts as spent here. The journal decides again with the record: other processes spend meanwhile. Thread-safe.
 */
public final class SpendingGate {

    private final CapSettings caps;
    private final Quotes quotes;
    private final SubmitWaits waits;
    private final ApiAccounts accounts;
    private final SpendingLog log;
    private final SpendingClock clock;
    private final RecentSpending recent;
    private final BalanceFloors floors;
    private final Map<String, Quote> passed = new HashMap<>();
    private final HeldRequests held;

    public SpendingGate(
            Settings settings,
            SpendingStore store,
            SpendingClock clock,
            SubmitWaits waits,
            ApiAccounts accounts,
            BalanceFloors floors) {
        this(settings, store, clock, waits, accounts, floors, System::nanoTime);
    }

    SpendingGate(
            Settings settings,
            SpendingStore store,
            SpendingClock clock,
            SubmitWaits waits,
            ApiAccounts accounts,
            BalanceFloors floors,
            LongSupplier nanos) {
        caps = settings.caps();
        quotes = new Quotes(settings, clock);
        this.clock = clock;
        this.waits = waits;
        this.accounts = accounts;
        log = new SpendingLog(caps);
        boolean ofProjects = caps.caps().stream().anyMatch(cap -> !cap.project().isEmpty());
        recent = new RecentSpending(store, ofProjects, log, nanos);
        held = new HeldRequests(nanos);
        this.floors = floors;
    }

    /** @return what its next submit may cost, to be reserved with its record */
    public Quote quoteOf(Task task) {
        return quoteOf(task, task.account());
    }

    private Quote quoteOf(Task task, String account) {
        return quotes.of(task.request(), account)
                .withFloor(floors.of(account).floor().orElse(Quote.NO_FLOOR));
    }

    /** @return whether what is capped of that account alone, and its balance, leave enough for the next submit of the task */
    public boolean hasRoom(Task task, String account) {
        Quote quote = quoteOf(task, account);
        return (!floors.isAnySet() || floors.of(account).leaves(committed(task, quote)))
                && (quote.caps().stream().allMatch(cap -> cap.account().isEmpty())
                        || exceeded(task, quote, cap -> !cap.account().isEmpty())
                                .findFirst()
                                .isEmpty());
    }

    /** @throws RequestRefusedException if it costs more than a cap leaves, and is not to wait */
    public void check(Task task) {
        if (caps.caps().isEmpty() || !task.isToSubmit() || waits.isEnded(task)) {
            return;
        }
        Quote quote = quoteOf(task);
        if (clock.isKnown()) {
            exceeded(task, quote).filter(cap -> isFinal(cap, quote)).findFirst().ifPresent(cap -> {
                throw new RequestRefusedException(failure(quote, cap));
            });
        }
    }

    /**
     * To be asked each second while it waits.
     *
     * @param place of the request at its source, which it does not need while it waits; null if it has none
     * @return whether it waits for a cap, without a slot; if not, what it may cost counts as spent until it is recorded
     */
    public boolean holds(Task task, Place place) {
        boolean holds = holds(task);
        // Until the day is known, or over, it is seconds: no reason to take others meanwhile.
        if (place != null && holds && clock.isKnown() && !clock.isDayEnding()) {
            place.idle();
        } else if (place != null) {
            place.busy();
        }
        return holds;
    }

    /**
     * The same of a request that came once more, and waits for the one that is here: it needs no place for as long as that waits for a
     * cap.
     */
    public void follow(Task task, Place place) {
        if (place != null && isHeld(task)) {
            place.idle();
        } else if (place != null) {
            place.busy();
        }
    }

    private boolean isHeld(Task task) {
        return isWaiting(task.request().id());
    }

    /** @return whether the request waits for a cap, or for the balance */
    public synchronized boolean isWaiting(String requestId) {
        return held.contains(requestId);
    }

    private boolean holds(Task task) {
        if (caps.caps().isEmpty() && !floors.isAnySet() || !task.isToSubmit()) {
            return false;
        }
        Quote quote = quoteOf(task);
        if (waits.isEnded(task)) {
            pass(task, quote);
            return false;
        } else if (!clock.isKnown() || clock.isDayEnding()) {
            hold(task, quote);
            return true;
        }
        Optional<Limit> cap = exceeded(task, quote).findFirst();
        boolean holds = cap.isPresent()
                || floors.isAnySet() && floors.of(quote.account()).holds(committed(task, quote));
        if (holds) {
            hold(task, quote);
            cap.ifPresent(limit -> log.held(limit, period(limit), quote.project()));
        } else {
            pass(task, quote);
        }
        return holds;
    }

    /** Looks what is spent, if nobody did within the last second, so that it is told also while nobody submits. */
    public void look() {
        if (!caps.caps().isEmpty() && clock.isKnown()) {
            SpendingClock.Today today = clock.today();
            recent.look(today.counting(), today.since());
        }
    }

    /** @return caps of days and months that limit something */
    public List<Limit> periodicCaps() {
        return caps.caps().stream()
                .filter(cap -> cap.period() != Period.REQUEST && cap.amount() != CapSettings.UNLIMITED)
                .toList();
    }

    /** @return the day in which submits count now */
    String today() {
        return clock.today().counting();
    }

    /** A cap was raised: who waits for it need not wait for the next second. */
    void lookAgain() {
        recent.forget();
        look();
    }

    /** @return what a cap is now, raised or not; of one of each project, that of the project that spent the most */
    public long limit(Limit cap) {
        look();
        return log.limit(cap);
    }

    /** @return what is spent of a cap now, in its unit, reserved included; of one of each project, the most that one spent */
    public long spent(Limit cap) {
        look();
        return log.spent(cap);
    }

    /** @return the oldest event that is to be kept */
    Optional<CapEvent> event() {
        return log.event();
    }

    void kept(CapEvent event) {
        log.kept(event);
    }

    private synchronized void pass(Task task, Quote quote) {
        held.remove(task.request().id(), quote);
        passed.put(task.request().id(), quote);
    }

    private void hold(Task task, Quote quote) {
        boolean isNew;
        synchronized (this) {
            passed.remove(task.request().id());
            isNew = held.add(task.request().id(), quote);
        }
        if (isNew) {
            accounts.freeFor(task);
        }
    }

    /** @return whether its submit, which is recorded, may leave: not once the day is over in which it counts */
    public boolean mayLeave(Task submitting) {
        Quote reserved = submitting.history().quotes().get(submitting.submits());
        return reserved == null || clock.isDayOf(reserved);
    }

    /** @return what it may cost, and what passed and is not recorded yet, in millionths of a USD */
    private synchronized long committed(Task task, Quote quote) {
        return quote.amount(quote.currency())
                + passed.entrySet().stream()
                        .filter(other -> !other.getKey().equals(task.request().id()))
                        .filter(other -> other.getValue().account().equals(quote.account()))
                        .mapToLong(other -> other.getValue().amount(quote.currency()))
                        .sum();
    }

    /** The journal has recorded its submit, or did not. */
    public void recorded(Task task) {
        recent.forget();
        floors.of(task.account()).forget();
        synchronized (this) {
            passed.remove(task.request().id());
        }
    }

    /** No time makes a request cheaper. What nothing may be spent of is paused. */
    private boolean isFinal(Limit cap, Quote quote) {
        boolean never = quote.amount(cap.currency()) > cap.amount() && cap.amount() > 0;
        return caps.refuses() || cap.period() == Period.REQUEST || never;
    }

    private Failure failure(Quote quote, Limit cap) {
        long asked = quote.amount(cap.currency());
        String told = "it may cost " + SpendingLog.amount(cap, asked) + "; " + cap.key() + " is "
                + SpendingLog.amount(cap, cap.amount());
        return Failure.capExceeded(
                asked > cap.amount() ? told : told + ", of which less is left until " + period(cap) + " is over");
    }

    private String period(Limit cap) {
        return cap.period() == Period.REQUEST ? "" : Quote.period(cap, recent.day());
    }

    private Stream<Limit> exceeded(Task task, Quote quote) {
        return exceeded(task, quote, cap -> true);
    }

    private Stream<Limit> exceeded(Task task, Quote quote, Predicate<Limit> looked) {
        Map<Sum, Long> sums = recent.look(quote.day(), quote.since());
        RaisedCaps raised = recent.raised();
        return quote.caps().stream()
                .filter(looked)
                .map(cap -> raised.of(cap, period(cap), quote.project()))
                .filter(cap -> spent(task, cap, quote, sums) + quote.amount(cap.currency()) > cap.amount());
    }

    private synchronized long spent(Task task, Limit cap, Quote quote, Map<Sum, Long> sums) {
        if (cap.period() == Period.REQUEST || cap.amount() == CapSettings.UNLIMITED) {
            return 0;
        }
        String project = cap.project().isEmpty() ? "" : quote.project();
        long waiting = passed.entrySet().stream()
                .filter(other -> !other.getKey().equals(task.request().id()))
                .map(Map.Entry::getValue)
                .filter(other -> cap.account().isEmpty() || other.account().equals(cap.account()))
                .filter(other -> project.isEmpty() || other.project().equals(project))
                .mapToLong(other -> other.amount(cap.currency()))
                .sum();
        long spent = waiting + sums.getOrDefault(new Sum(cap.account(), period(cap), project, cap.currency()), 0L);
        long room = cap.amount() - spent - quote.amount(cap.currency());
        String id = task.request().id();
        // What it passed with is its own.
        return spent + (passed.containsKey(id) ? 0 : held.ahead(id, quote, cap.currency(), room));
    }
}
