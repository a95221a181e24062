package dev.viduroutes.spending;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.inflight.Place;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.money.CapEvent;
import dev.viduroutes.money.Quote;
import dev.viduroutes.money.SpendingStore;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.RecentSpending.Spent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Holds back, or refuses, what would cost more than a cap or a floor leaves, before it waits for a slot or a permit. What passed and is
 * not recorded yet counts as spent here, and so does what those that wait will need who are before a request and for whom there is room:
 * each second it is dealt out anew, in the order of {@link HeldRequests}. What does not fit takes nothing, so that it holds up no other.
 * The journal decides again with the record: other processes spend meanwhile. Thread-safe.
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
    /** What passed and is not recorded yet. */
    private final Map<String, Quote> passed = new HashMap<>();

    private final HeldRequests held;
    /** What is left once these had their parts, and those that wait, as far as there is room for them, in their order. */
    private Room room;

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
        recent = new RecentSpending(store, ofProjects, nanos);
        held = new HeldRequests(nanos);
        this.floors = floors;
        room = new Room(Spent.NONE, Map.of());
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
        Spent spent = recent.look(quote.day(), quote.since());
        return without(
                task,
                spent,
                left -> left.leavesFloor(quote)
                        && left.exceeded(quote).allMatch(cap -> cap.account().isEmpty()));
    }

    /** @return what would become of requests that are not here yet; what waits here takes no part in it */
    public SpendingForecast forecast() {
        SpendingClock.Today today = clock.today();
        Spent spent = recent.look(today.counting(), today.since());
        return new SpendingForecast(this::quoteOf, this::isFinal, new Room(spent, floors.leftAbove()));
    }

    /** @throws RequestRefusedException if it costs more than a cap leaves, and is not to wait */
    public void check(Task task) {
        if (caps.caps().isEmpty() || !task.isToSubmit() || waits.isEnded(task)) {
            return;
        }
        Quote quote = quoteOf(task);
        if (clock.isKnown()) {
            Optional<Failure> failure = without(
                    task,
                    look(quote),
                    left -> left.exceeded(quote)
                            .filter(cap -> isFinal(cap, quote))
                            .findFirst()
                            .map(cap -> failure(quote, cap, left.period(cap))));
            if (failure.isPresent()) {
                throw new RequestRefusedException(failure.get());
            }
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
     * The same of a request that is not claimed yet. One that came once more waits for the one that is here, and needs no place for as
     * long as that needs none.
     *
     * @param isElsewhere whether its task runs at an account that this process does not have, which may take days to change
     */
    public void follow(Task task, boolean isElsewhere, Place place) {
        if (place != null
                && (isElsewhere || isHeld(task) || waits.isIdle(task.request().id()))) {
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
        boolean ended = waits.isEnded(task);
        boolean holds = !ended && (!clock.isKnown() || clock.isDayEnding() || !passes(task, quote, look(quote)));
        if (ended) {
            pass(task, quote);
        } else if (holds) {
            hold(task, quote);
        }
        return holds;
    }

    private synchronized boolean passes(Task task, Quote quote, Spent spent) {
        Room left = room(spent);
        left.giveBack(task.request().id());
        Optional<Limit> cap = left.exceeded(quote).findFirst();
        if (cap.isPresent()) {
            log.held(cap.get(), left.period(cap.get()), quote.project(), () -> counted(cap.get(), quote, left));
            return false;
        } else if (floors.isAnySet() && floors.of(quote.account()).holds(left.committed(quote))) {
            return false;
        }
        pass(task, quote);
        return true;
    }

    /** @return what is spent of a cap, with what passed and is not recorded yet */
    private long counted(Limit cap, Quote quote, Room left) {
        return left.spent(cap, quote)
                + passed.values().stream()
                        .filter(other ->
                                other.caps().stream().anyMatch(its -> its.key().equals(cap.key())))
                        .filter(other ->
                                cap.project().isEmpty() || other.project().equals(quote.project()))
                        .mapToLong(other -> other.amount(cap.currency()))
                        .sum();
    }

    /** @return what is asked of the room that is left, in which the task has no part yet */
    private synchronized <T> T without(Task task, Spent spent, Function<Room, T> question) {
        Room left = room(spent);
        Optional<Quote> own = left.giveBack(task.request().id());
        T answer = question.apply(left);
        own.ifPresent(quote -> left.take(task.request().id(), quote));
        return answer;
    }

    /** Made anew when the journal was asked again. */
    private Room room(Spent spent) {
        if (!room.isOf(spent)) {
            room = new Room(spent, floors.leftAbove());
            passed.forEach(room::take);
            held.forEach((id, quote) -> {
                if (room.fits(quote)) {
                    room.take(id, quote);
                }
            });
        }
        return room;
    }

    private Spent look(Quote quote) {
        Spent spent = recent.look(quote.day(), quote.since());
        log.look(spent);
        return spent;
    }

    /** Looks what is spent, if nobody did within the last second, so that it is told also while nobody submits. */
    public void look() {
        if (!caps.caps().isEmpty() && clock.isKnown()) {
            SpendingClock.Today today = clock.today();
            log.look(recent.look(today.counting(), today.since()));
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

    /** @return requests of this process that wait for a cap or a floor */
    public synchronized int waiting() {
        return held.size();
    }

    /** @return the oldest event that is to be kept */
    Optional<CapEvent> event() {
        return log.event();
    }

    void kept(CapEvent event) {
        log.kept(event);
    }

    private synchronized void pass(Task task, Quote quote) {
        String id = task.request().id();
        held.remove(id);
        passed.put(id, quote);
        room.take(id, quote);
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

    private static Failure failure(Quote quote, Limit cap, String period) {
        long asked = quote.amount(cap.currency());
        String told = "it may cost " + SpendingLog.amount(cap, asked) + "; " + cap.key() + " is "
                + SpendingLog.amount(cap, cap.amount());
        return Failure.capExceeded(
                asked > cap.amount() ? told : told + ", of which less is left until " + period + " is over");
    }
}
