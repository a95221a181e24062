package dev.viduroutes.spending;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.inflight.Place;
import dev.viduroutes.limits.ApiAccount;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Holds back, or refuses, what would cost more than a cap or a floor leaves, before it waits for a slot or a permit. What passed and is
 * not recorded yet counts as spent here, and so does what those that wait will need who are before a request and for whom there is room:
 * each second it is dealt out anew, in the order of {@link HeldRequests}. What does not fit takes nothing, so that it holds up no other;
 * nor does what passed for an account that lets no submit leave now: it asks again once it has its slot. The journal decides again with
 * the record: other processes spend meanwhile. Thread-safe.
 */
public final class SpendingGate {

    /** Between gate and record a request is in a wait that is known, but for moments. */
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(1).toNanos();

    private final CapSettings caps;
    private final Quotes quotes;
    private final SubmitWaits waits;
    private final ApiAccounts accounts;
    private final SpendingLog log;
    private final SpendingClock clock;
    private final RecentSpending recent;
    private final BalanceFloors floors;
    /** What passed and is not recorded yet. */
    private final Map<String, Passed> passed = new HashMap<>();

    private final HeldRequests held;
    /** What is left once these had their parts, and those that wait, as far as there is room for them, in their order. */
    private Room room;

    private Set<String> shut = Set.of();
    private final LongSupplier nanos;

    private record Passed(Task task, Quote quote, long nanos) {}

    /**
     * What is asked of others, which may take its time, and is therefore asked before anybody waits here.
     *
     * @param balances what is left above the floors of accounts
     * @param shut names of accounts that let no submit leave
     */
    private record Now(Spent spent, Map<String, Long> balances, Set<String> shut) {}

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
        this.nanos = nanos;
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
        return without(
                task,
                now(recent.look(quote.day(), quote.since())),
                left -> left.leavesFloor(quote)
                        && left.exceeded(quote).allMatch(cap -> cap.account().isEmpty()));
    }

    private Now now(Spent spent) {
        Set<String> closed = accounts.all().stream()
                .filter(ApiAccount::holdsSubmits)
                .map(ApiAccount::name)
                .collect(Collectors.toSet());
        return new Now(spent, floors.leftAbove(), closed);
    }

    /** @return what would become of requests that are not here yet; what waits here takes no part in it */
    public SpendingForecast forecast() {
        SpendingClock.Today today = clock.today();
        Spent spent = recent.look(today.counting(), today.since());
        return new SpendingForecast(this::quoteOf, this::isFinal, new Room(spent, floors.leftAbove()));
    }

    /**
     * Goes by what is on record alone: what passed, and waits for its slot, may never be submitted, and a refusal is for good.
     *
     * @throws RequestRefusedException if it costs more than a cap leaves, and is not to wait
     */
    public void check(Task task) {
        if (caps.caps().isEmpty() || !task.isToSubmit() || waits.isEnded(task)) {
            return;
        }
        Quote quote = quoteOf(task);
        if (clock.isKnown()) {
            Room recorded = new Room(look(quote), Map.of());
            Optional<Limit> cap = recorded.exceeded(quote)
                    .filter(exceeded -> isFinal(exceeded, quote))
                    .findFirst();
            if (cap.isPresent()) {
                leave(task);
                throw new RequestRefusedException(failure(quote, cap.get(), recorded.period(cap.get())));
            }
        }
    }

    private synchronized void leave(Task task) {
        held.remove(task.request().id());
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
     * To be asked once it has its slot, for which it may have waited long, perhaps at another account in the end.
     *
     * @return whether there is still room for it; if not, it waits for a cap again, without the slot
     */
    public boolean stillPasses(Task task, Place place) {
        return !holds(task, place);
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
        boolean holds = !ended && (!clock.isKnown() || clock.isDayEnding() || !passes(task, quote, now(look(quote))));
        if (ended) {
            pass(task, quote);
        } else if (holds) {
            hold(task, quote);
        }
        return holds;
    }

    private synchronized boolean passes(Task task, Quote quote, Now now) {
        Room left = room(now);
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
                        .map(Passed::quote)
                        .filter(other ->
                                other.caps().stream().anyMatch(its -> its.key().equals(cap.key())))
                        .filter(other ->
                                cap.project().isEmpty() || other.project().equals(quote.project()))
                        .mapToLong(other -> other.amount(cap.currency()))
                        .sum();
    }

    /** @return what is asked of the room that is left, in which the task has no part yet */
    private synchronized <T> T without(Task task, Now now, Function<Room, T> question) {
        Room left = room(now);
        Optional<Quote> own = left.giveBack(task.request().id());
        T answer = question.apply(left);
        own.ifPresent(quote -> left.take(task.request().id(), quote));
        return answer;
    }

    /** Made anew when the journal was asked again, or an account shut or opened. */
    private Room room(Now now) {
        if (!room.isOf(now.spent()) || !shut.equals(now.shut())) {
            shut = now.shut();
            room = new Room(now.spent(), now.balances());
            passed.values().removeIf(one -> isShut(one.quote()) || isGone(one));
            passed.forEach((id, one) -> room.take(id, one.quote()));
            held.forEach((id, quote) -> {
                if (!isShut(quote) && room.fits(quote)) {
                    room.take(id, quote);
                }
            });
        }
        return room;
    }

    private boolean isShut(Quote quote) {
        return shut.contains(quote.account());
    }

    private boolean isGone(Passed one) {
        return nanos.getAsLong() - one.nanos() >= FORGOTTEN_NANOS && !waits.isWaiting(one.task());
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
        if (!isShut(quote)) {
            passed.put(id, new Passed(task, quote, nanos.getAsLong()));
            room.take(id, quote);
        }
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

    /** No time makes a request cheaper. What nothing may be spent of is paused, however little a person has raised it by. */
    private boolean isFinal(Limit cap, Quote quote) {
        boolean isPause = caps.caps().stream().anyMatch(set -> set.key().equals(cap.key()) && set.amount() == 0);
        boolean never = quote.amount(cap.currency()) > cap.amount() && !isPause;
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
