package dev.viduroutes.spending;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.money.CapRaise;
import dev.viduroutes.money.CapRaiseStore;
import dev.viduroutes.money.Money;
import dev.viduroutes.money.Quote;
import dev.viduroutes.money.SpendingStore;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import dev.viduroutes.settings.Settings;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Raises caps for the day, or the month, that it is, when a person asks for it; all processes that share the journal go by that. */
public final class CapRaises {

    private static final int LONGEST = 200;

    private final CapSettings caps;
    private final SpendingStore spending;
    private final CapRaiseStore store;
    private final SpendingGate gate;

    public CapRaises(Settings settings, SpendingStore spending, CapRaiseStore store, SpendingGate gate) {
        caps = settings.caps();
        this.spending = spending;
        this.store = store;
        this.gate = gate;
    }

    /**
     * @throws IllegalArgumentException if there is no such cap, or it can't be raised so; the message says what would be right
     * @throws SQLException if the journal can't be written; then nothing is promised
     */
    public CapRaiseReport run(CapRaiseOrder order) throws SQLException {
        Limit cap = cap(order.cap().strip());
        String project = project(cap, order.project());
        String day = gate.today();
        String period = Quote.period(cap, day);
        long amount = amount(cap, order.amount().strip());
        List<CapRaise> raises = spending.raises(day);
        long before = new RaisedCaps(raises).of(cap, period, project).amount();
        if (amount
                != new RaisedCaps(own(cap, project, raises))
                        .of(cap, period, project)
                        .amount()) {
            String by = SanitizedText.of(order.by().strip(), LONGEST);
            store.raise(new CapRaise(cap.key(), period, project, cap.currency(), amount, by, store.time()));
            gate.lookAgain();
        }
        long now = new RaisedCaps(spending.raises(day)).of(cap, period, project).amount();
        return new CapRaiseReport(cap.key(), period, project, inUnit(cap, before), inUnit(cap, now), unit(cap));
    }

    private Limit cap(String key) {
        List<Limit> raisable = caps.caps().stream()
                .filter(cap -> cap.period() != Period.REQUEST && cap.amount() != CapSettings.UNLIMITED)
                .toList();
        return raisable.stream()
                .filter(cap -> cap.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the cap is " + SanitizedText.of(key, LONGEST)
                        + "; it must be one that is set for a day or a month, of which there "
                        + (raisable.isEmpty()
                                ? "is none"
                                : "are " + raisable.stream().map(Limit::key).collect(Collectors.joining(", ")))));
    }

    private String project(Limit cap, String named) {
        String project = Quotes.storable(named);
        boolean isOfEach = cap.project().equals(CapSettings.EACH_PROJECT);
        String own = caps.caps().stream()
                .filter(other -> !project.isEmpty() && other.project().equals(project))
                .map(Limit::key)
                .findFirst()
                .orElse("");
        if (isOfEach && !own.isEmpty()) {
            throw new IllegalArgumentException("the project is " + SanitizedText.of(project, LONGEST)
                    + ", which has a cap of its own: the cap must be " + own);
        } else if (!isOfEach && !project.isEmpty() && !project.equals(cap.project())) {
            throw new IllegalArgumentException("the project is " + SanitizedText.of(project, LONGEST) + "; " + cap.key()
                    + " can't be raised for one project: it must be empty");
        }
        return isOfEach ? project : "";
    }

    /** The setting itself may be named: it takes a raise back. */
    private static long amount(Limit cap, String text) {
        String told = "the amount is " + SanitizedText.of(text, LONGEST) + "; ";
        long amount = cap.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(told + "it must be "
                        + (cap.currency().isEmpty()
                                ? "seconds of video, such as 600s"
                                : "an amount of " + cap.currency() + ", such as 60.00")
                        + ", as " + cap.key() + " is"));
        if (amount < cap.amount()) {
            throw new IllegalArgumentException(told + "it must be " + SpendingLog.amount(cap, cap.amount()) + ", which "
                    + cap.key() + " is, or more");
        }
        return amount;
    }

    /** What it is raised to for all projects together is another matter than for one. */
    private static List<CapRaise> own(Limit cap, String project, List<CapRaise> raises) {
        return raises.stream()
                .filter(raise ->
                        raise.cap().equals(cap.key()) && raise.project().equals(project))
                .toList();
    }

    private static String unit(Limit cap) {
        return cap.currency().isEmpty() ? "s" : cap.currency();
    }

    private static BigDecimal inUnit(Limit cap, long amount) {
        return cap.currency().isEmpty()
                ? BigDecimal.valueOf(amount)
                : new Money(BigDecimal.valueOf(amount, CapSettings.MILLIONTHS), cap.currency()).amount();
    }
}
