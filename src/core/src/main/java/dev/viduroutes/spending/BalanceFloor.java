package dev.viduroutes.spending;

import dev.viduroutes.money.BalanceStore;
import dev.viduroutes.money.BalanceStore.Balance;
import dev.viduroutes.money.Money;
import dev.viduroutes.settings.BalanceSettings;
import dev.viduroutes.settings.CapSettings;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be left of one account's balance. The balance counts as the API said it last, less all that may be charged since and may not
 * be in it; an answer that is too old counts for nothing. Nobody waits for the journal but who asks it. Thread-safe.
 */
public final class BalanceFloor {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.balance");
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(10).toNanos();
    /** A question that was not heard of again for so long will have no answer. */
    private static final long LONGEST_ASKED_NANOS = Duration.ofMinutes(10).toNanos();

    private final String account;
    private final OptionalLong floor;
    private final BalanceStore store;
    private final LongSupplier nanos;
    /** A question may wait for its account's budget, for as long as the API asked to. */
    private boolean underWay;

    private long begunNanos;

    private Optional<Instant> asked = Optional.empty();
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Optional<Balance> known = Optional.empty();
    private volatile boolean looked;
    private volatile long lookedNanos;
    private boolean holding;
    /** The least that was held since: while that would not leave, nothing goes on but what costs less. */
    private long heldMicros;

    private long heldNanos;

    BalanceFloor(String account, BalanceSettings settings, BalanceStore store) {
        this(account, settings.floorOf(account), store, System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    BalanceFloor(String account, OptionalLong floor, BalanceStore store, LongSupplier nanos) {
        this.account = account;
        this.floor = floor;
        this.store = store;
        this.nanos = nanos;
        forget();
    }

    public String account() {
        return account;
    }

    public boolean isSet() {
        return floor.isPresent();
    }

    /** @return what must be left, in millionths of a USD; empty if nothing must */
    OptionalLong floor() {
        return floor;
    }

    /** To be called every second. @return whether to ask the API for the balance now: once a minute over all processes */
    public boolean isToBeAsked() throws SQLException {
        if (floor.isEmpty() || isUnderWay()) {
            return false;
        }
        Optional<Instant> now = store.ask(account);
        now.ifPresent(this::begin);
        return now.isPresent();
    }

    private synchronized boolean isUnderWay() {
        return underWay && nanos.getAsLong() - begunNanos < LONGEST_ASKED_NANOS;
    }

    private synchronized void begin(Instant now) {
        asked = Optional.of(now);
        underWay = true;
        begunNanos = nanos.getAsLong();
    }

    /** The question brought nothing. */
    public synchronized void unanswered() {
        underWay = false;
    }

    /** @param usd what the account holds, as the API said when it was asked last */
    public void answered(BigDecimal usd) throws SQLException {
        BigDecimal micros = usd.movePointRight(CapSettings.MILLIONTHS)
                .max(BigDecimal.valueOf(Long.MIN_VALUE / 4))
                .min(BigDecimal.valueOf(Long.MAX_VALUE / 4));
        Optional<Instant> question = end();
        if (question.isPresent()) {
            store.answered(account, question.get(), micros.longValue());
            forget();
        }
    }

    private synchronized Optional<Instant> end() {
        underWay = false;
        return asked;
    }

    /** The next look asks the journal. */
    void forget() {
        lookedNanos = nanos.getAsLong() - FRESH_NANOS;
    }

    /**
     * Goes by the last look.
     *
     * @param micros what a submit may cost, and all that is to leave before it and is not recorded yet
     * @return whether less would be left than must be, or nobody knows
     */
    synchronized boolean holds(long micros) {
        if (floor.isEmpty()) {
            return false;
        }
        OptionalLong left = leftMicros();
        boolean holds = !leaves(left, micros);
        if (holds) {
            held(micros);
        } else if (holding && (leaves(left, heldMicros) || isForgotten())) {
            holding = false;
            LOG.info("account={} left={}: submits go on", account, usd(left.getAsLong()));
        }
        return holds;
    }

    private void held(long micros) {
        if (!holding) {
            tell(micros);
        }
        heldMicros = holding ? Math.min(heldMicros, micros) : micros;
        heldNanos = nanos.getAsLong();
        holding = true;
    }

    /** Who waits asks each second: it was withdrawn, or went to another account. */
    private boolean isForgotten() {
        return nanos.getAsLong() - heldNanos >= FORGOTTEN_NANOS;
    }

    private boolean leaves(OptionalLong left, long micros) {
        return left.isPresent() && left.getAsLong() - floor.getAsLong() >= micros;
    }

    /** @return what is left above the floor, in millionths of a USD; nothing at all while that is not known; empty if there is no floor */
    OptionalLong leftAbove() {
        if (floor.isEmpty()) {
            return OptionalLong.empty();
        }
        look();
        OptionalLong left = leftMicros();
        return OptionalLong.of(left.isPresent() ? left.getAsLong() - floor.getAsLong() : Long.MIN_VALUE / 4);
    }

    private void tell(long micros) {
        Optional<Balance> now = known;
        if (now.isEmpty()) {
            LOG.warn(
                    "account={} balance=? floor={}: submits wait until the API has said what the account holds"
                            + " (vidu.balance.floor)",
                    account,
                    usd(floor.getAsLong()));
            return;
        }
        LOG.warn(
                "account={} balance={} asked={} reserved={} next={} floor={}: submits wait until more is left, or the API says"
                        + " again what the account holds (vidu.balance.floor)",
                account,
                usd(now.get().micros()),
                now.get().askedAt(),
                usd(now.get().committedMicros()),
                usd(micros),
                usd(floor.getAsLong()));
    }

    private static Money usd(long micros) {
        return new Money(BigDecimal.valueOf(micros, CapSettings.MILLIONTHS), BalanceSettings.CURRENCY);
    }

    /** One thread asks the journal; the others meanwhile use what it said last, if it ever said anything. */
    private void look() {
        if (!isFresh() && (looked ? looking.tryLock() : lock())) {
            try {
                ask();
            } finally {
                looking.unlock();
            }
        }
    }

    private boolean isFresh() {
        return nanos.getAsLong() - lookedNanos < FRESH_NANOS;
    }

    private boolean lock() {
        looking.lock();
        return true;
    }

    /** While the journal is away, what it said last counts: no submit can be recorded by then. */
    private void ask() {
        if (isFresh()) {
            return;
        }
        lookedNanos = nanos.getAsLong();
        try {
            known = store.balance(account);
        } catch (SQLException unavailable) {
            LOG.debug("account={} balance can't be looked up", account, unavailable);
        }
        looked = true;
    }

    /** @return what is left for certain; empty if that is not known */
    private OptionalLong leftMicros() {
        return known.filter(balance -> balance.askedAt().isAfter(store.time().minus(BalanceStore.LONGEST_KNOWN)))
                .map(balance -> OptionalLong.of(balance.micros() - balance.committedMicros()))
                .orElse(OptionalLong.empty());
    }

    /** @return what the API said last, in USD; not a number before */
    public double balance() {
        look();
        return known.map(balance -> balance.micros() / 1e6).orElse(Double.NaN);
    }

    /** @return how old that is, in seconds; not a number before */
    public double ageSeconds() {
        look();
        return known.map(balance ->
                        Duration.between(balance.askedAt(), store.time()).toMillis() / 1e3)
                .orElse(Double.NaN);
    }
}
