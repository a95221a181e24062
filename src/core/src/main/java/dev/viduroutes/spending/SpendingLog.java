package dev.viduroutes.spending;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.money.CapEvent;
import dev.viduroutes.money.CapRaise;
import dev.viduroutes.money.Money;
import dev.viduroutes.money.Quote;
import dev.viduroutes.money.SpendingStore.Sum;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import dev.viduroutes.spending.RecentSpending.Spent;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of caps: once at each share of a cap that is spent, and once when requests begin to wait. Thread-safe. */
final class SpendingLog {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.spending");
    private static final List<Integer> SHARES = List.of(100, 95, 80, 50);
    private static final int PERCENT = 100;
    private static final int ALL = 100;

    private static final int LONGEST_NAME = 200;
    private static final int MOST_EVENTS = 1_000;

    private final CapSettings caps;
    /** What is to be told elsewhere, too; with nobody to tell, the oldest are forgotten. */
    private final Deque<CapEvent> events = new ArrayDeque<>();

    private Spent last = Spent.NONE;
    private final Map<String, Integer> shares = new HashMap<>();
    private final Set<String> held = new HashSet<>();

    SpendingLog(CapSettings caps) {
        this.caps = caps;
    }

    /** @return an amount as a person writes it */
    static String amount(Limit cap, long amount) {
        return number(cap.currency(), amount) + (cap.currency().isEmpty() ? "s" : " " + cap.currency());
    }

    /** @return seconds, or an amount of money with as many digits as a person expects */
    static BigDecimal number(String currency, long amount) {
        return currency.isEmpty()
                ? BigDecimal.valueOf(amount)
                : new Money(BigDecimal.valueOf(amount, CapSettings.MILLIONTHS), currency).amount();
    }

    /** To be called with what is spent, now and then. */
    synchronized void look(Spent spent) {
        if (last.isSame(spent)) {
            return;
        } else if (!spent.day().equals(last.day())) {
            shares.clear();
            held.clear();
        }
        spent.raised().raises().stream()
                .filter(raise -> !last.raised().raises().contains(raise))
                .forEach(SpendingLog::tell);
        last = spent;
        spent.sums()
                .forEach((sum, amount) -> caps.caps().stream()
                        .filter(cap -> counts(cap, sum, spent.day()))
                        .map(cap -> spent.raised().of(cap, sum.period(), sum.project()))
                        .forEach(cap -> look(cap, sum, amount)));
    }

    /** In each process, and once more when it is started: a cap is not what the settings say. */
    private static void tell(CapRaise raise) {
        Limit unit = new Limit(raise.cap(), Period.DAY, "", raise.currency(), raise.amount());
        LOG.info(
                "cap={} period={} project={} by={}: it is {} until the period is over, if its setting is less",
                raise.cap(),
                raise.period(),
                SanitizedText.of(raise.project(), LONGEST_NAME),
                SanitizedText.of(raise.by(), LONGEST_NAME),
                amount(unit, raise.amount()));
    }

    private boolean counts(Limit cap, Sum sum, String day) {
        return last.raised().of(cap, sum.period(), sum.project()).amount() > 0
                && cap.amount() != CapSettings.UNLIMITED
                && isOf(cap, sum, day);
    }

    private boolean isOf(Limit cap, Sum sum, String day) {
        boolean project = cap.project().equals(sum.project())
                || cap.project().equals(CapSettings.EACH_PROJECT)
                        && !sum.project().isEmpty()
                        && caps.caps().stream().noneMatch(own -> own.project().equals(sum.project()));
        return project
                && cap.account().equals(sum.account())
                && cap.period() != Period.REQUEST
                && cap.currency().equals(sum.currency())
                && Quote.period(cap, day).equals(sum.period());
    }

    /** @return what was spent of it when that was last looked at; of a cap of each project, the most that one spent */
    synchronized long spent(Limit cap) {
        return last.sums().entrySet().stream()
                .filter(sum -> isOf(cap, sum.getKey(), last.day()))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    /** @return what it is; of a cap of each project, that of the project that spent the most */
    synchronized long limit(Limit cap) {
        String project = last.sums().entrySet().stream()
                .filter(sum -> isOf(cap, sum.getKey(), last.day()))
                .max(Map.Entry.comparingByValue())
                .map(sum -> sum.getKey().project())
                .orElse("");
        return last.day().isEmpty()
                ? cap.amount()
                : last.raised().of(cap, Quote.period(cap, last.day()), project).amount();
    }

    /** @return the oldest event that is not kept yet */
    synchronized Optional<CapEvent> event() {
        return Optional.ofNullable(events.peek());
    }

    synchronized void kept(CapEvent event) {
        events.remove(event);
    }

    private void add(CapEvent event) {
        if (events.size() == MOST_EVENTS) {
            events.remove();
        }
        events.add(event);
    }

    private void look(Limit cap, Sum sum, long amount) {
        int share = SHARES.stream()
                .filter(percent -> amount * PERCENT >= cap.amount() * percent)
                .findFirst()
                .orElse(0);
        String name = name(cap, sum.project());
        if (share > shares.getOrDefault(name, 0)) {
            shares.put(name, share);
            add(new CapEvent(cap.key(), sum.period(), sum.project(), cap.currency(), cap.amount(), amount, share));
            tell(cap, sum, amount, share);
        }
    }

    private static void tell(Limit cap, Sum sum, long amount, int share) {
        String project = SanitizedText.of(sum.project(), LONGEST_NAME);
        String spent = amount(cap, amount);
        String limit = amount(cap, cap.amount());
        if (share == ALL) {
            LOG.warn(
                    "cap={} period={} project={} spent={} of={}: all of it is spent or reserved",
                    cap.key(),
                    sum.period(),
                    project,
                    spent,
                    limit);
        } else {
            LOG.warn(
                    "cap={} period={} project={} spent={} of={}: {} % or more is spent or reserved",
                    cap.key(), sum.period(), project, spent, limit, share);
        }
    }

    /** A cap that is raised is another one: its shares are told anew. */
    private static String name(Limit cap, String project) {
        return cap.key() + " " + cap.amount() + " " + project;
    }

    /**
     * A request waits for a cap.
     *
     * @param spent what counts against it, asked for only if it is told
     */
    synchronized void held(Limit cap, String period, String project, LongSupplier spent) {
        String name = cap.project().isEmpty() ? "" : project;
        if (held.add(name(cap, name))) {
            if (cap.period() != Period.REQUEST) {
                add(new CapEvent(
                        cap.key(), period, name, cap.currency(), cap.amount(), spent.getAsLong(), CapEvent.WAITING));
            }
            tell(cap, period, SanitizedText.of(name, LONGEST_NAME));
        }
    }

    private static void tell(Limit cap, String period, String project) {
        if (cap.amount() == 0) {
            LOG.warn(
                    "cap={} period={} project={}: requests wait, since nothing may be spent; they go on with a higher cap",
                    cap.key(),
                    period,
                    project);
        } else {
            LOG.warn(
                    "cap={} period={} project={}: requests wait that cost more than is left of {}; they go on when {} is over,"
                            + " or with a higher cap",
                    cap.key(),
                    period,
                    project,
                    amount(cap, cap.amount()),
                    period);
        }
    }
}
