package dev.viduroutes.costs;

import dev.viduroutes.costs.Finding.Side;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.journal.ChargeCorrection;
import dev.viduroutes.settings.CapSettings;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an invoice proves of charges. A task that it bills is charged, with its sum; one that it gives back is refunded; one that it does
 * not have was not billed only if it is complete. What it does not prove is left. The same invoice proves nothing more when it comes again.
 * Not thread-safe.
 */
final class Proposals {

    private static final String CHARGED = "CHARGED";
    private static final String DOUBTFUL = "DOUBTFUL";
    private static final int LONGEST_CURRENCY = 10;
    /** Contract: a video has at most 16 seconds; so a column of milliseconds, or of another thing, settles nothing. */
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(1_000);

    private static final BigDecimal MOST_AMOUNT = BigDecimal.valueOf(1_000_000);

    private final boolean hasSeconds;
    private final boolean hasAmounts;
    private final Optional<CompleteDays> complete;
    /** Of which a task is on the invoice: each may have an invoice of its own. */
    private final Set<String> accounts = new HashSet<>();

    /** @param complete of which days it has all tasks, if a person said so */
    Proposals(boolean hasSeconds, boolean hasAmounts, Optional<CompleteDays> complete) {
        this.hasSeconds = hasSeconds;
        this.hasAmounts = hasAmounts;
        this.complete = complete;
    }

    /**
     * To be asked of what is on the invoice first.
     *
     * @param lines what its lines are like, if it is on the invoice
     */
    Proposal of(ComparedCharge charge, Optional<Side> invoiced, InvoiceLines lines) {
        if (invoiced.isPresent()) {
            accounts.add(charge.account());
        }
        if (charge.submits() > 1) {
            return Proposal.left("several submits here have this task");
        } else if (invoiced.isEmpty()) {
            return absent(charge);
        } else if (charge.isUnderWay()) {
            return Proposal.left("it is under way, and the gateway settles it");
        } else if (lines.areIncomplete()) {
            return Proposal.left("a line of it has no seconds, or no amount");
        }
        return present(charge, invoiced.get(), lines.giveBack());
    }

    private Proposal absent(ComparedCharge charge) {
        if (!charge.state().equals(DOUBTFUL)) {
            return Proposal.NONE;
        } else if (complete.isEmpty()) {
            return Proposal.left("not on the invoice; --from and --to tell the days that it is complete of");
        } else if (!complete.get().isWithin(charge.day())) {
            return Proposal.left(
                    "not on the invoice, and of its first or last day; the vendor's may begin at another hour");
        } else if (!complete.get().isOver(charge.day())) {
            return Proposal.left("not on the invoice, and of " + charge.day() + "; it may be billed yet");
        } else if (!accounts.contains(charge.account())) {
            return Proposal.left("no task of its account is on the invoice");
        }
        return become(charge, ComparedCharge.RELEASED);
    }

    private Proposal present(ComparedCharge charge, Side side, boolean givesBack) {
        boolean priced = isPriced(charge);
        if (priced && !side.currency().isEmpty() && !side.currency().equals(charge.currency())) {
            return Proposal.left("it is in " + SanitizedText.of(side.currency(), LONGEST_CURRENCY) + " on the invoice");
        } else if (!priced && !hasSeconds) {
            return Proposal.left("the invoice has no seconds, and the submit no price");
        }
        int seconds = hasSeconds ? side.seconds().signum() : 0;
        int amount = priced ? side.amount().signum() : 0;
        if (seconds * amount < 0) {
            return Proposal.left("of its seconds and its amount one is less than 0");
        } else if (seconds + amount < 0) {
            return refund(charge, side);
        } else if (hasSeconds && priced && seconds != amount) {
            return Proposal.left("of its seconds and its amount one is 0");
        } else if (seconds + amount > 0) {
            return bill(charge, side);
        }
        String free = givesBack ? ComparedCharge.REFUNDED : ComparedCharge.RELEASED;
        return charge.counts() ? become(charge, free) : Proposal.NONE;
    }

    /** Compared with amounts only if both sides have them. */
    private boolean isPriced(ComparedCharge charge) {
        return hasAmounts && !charge.currency().isEmpty();
    }

    /** More was given back than this invoice bills: another one billed it. What is less than all, another run would give back again. */
    private Proposal refund(ComparedCharge charge, Side side) {
        if (!isWhole(charge, side.seconds().negate(), side.amount().negate())) {
            return Proposal.left("it gives back another sum than is charged here");
        }
        return charge.state().equals(ComparedCharge.REFUNDED) ? Proposal.NONE : become(charge, ComparedCharge.REFUNDED);
    }

    /** @return whether it was refunded, and this invoice is the one that billed it, or the one that gave it back */
    boolean isSettled(ComparedCharge charge, Optional<Side> invoiced) {
        return charge.state().equals(ComparedCharge.REFUNDED)
                && invoiced.filter(side -> isWhole(
                                charge, side.seconds().abs(), side.amount().abs()))
                        .isPresent();
    }

    private boolean isWhole(ComparedCharge charge, BigDecimal seconds, BigDecimal amount) {
        return (!hasSeconds || seconds.compareTo(BigDecimal.valueOf(charge.seconds())) == 0)
                && (!isPriced(charge) || amount.compareTo(charge.amount()) == 0);
    }

    private Proposal bill(ComparedCharge charge, Side side) {
        if (charge.state().equals(ComparedCharge.REFUNDED)) {
            return isWhole(charge, side.seconds(), side.amount())
                    ? Proposal.NONE
                    : Proposal.left("another invoice gave it back");
        }
        BigDecimal seconds = hasSeconds ? side.seconds() : BigDecimal.valueOf(charge.seconds());
        BigDecimal amount = isPriced(charge) ? side.amount() : seconds.multiply(charge.price());
        if (seconds.compareTo(MOST_SECONDS) > 0 || amount.compareTo(MOST_AMOUNT) > 0) {
            return Proposal.left("no task costs as much");
        } else if (seconds.stripTrailingZeros().scale() > 0) {
            return Proposal.left("its seconds are no whole number");
        } else if (amount.stripTrailingZeros().scale() > CapSettings.MILLIONTHS) {
            return Proposal.left("its amount has more than six digits behind the point");
        }
        return charge.state().equals(CHARGED) && isWhole(charge, side.seconds(), side.amount())
                ? Proposal.NONE
                : become(charge, CHARGED, seconds, amount);
    }

    private static Proposal become(ComparedCharge charge, String state) {
        return become(charge, state, BigDecimal.valueOf(charge.seconds()), charge.amount());
    }

    private static Proposal become(ComparedCharge charge, String state, BigDecimal seconds, BigDecimal amount) {
        BigDecimal adjustment = amount.subtract(seconds.multiply(charge.price()));
        return Proposal.of(new ChargeCorrection(
                charge.requestId(),
                charge.charge(),
                charge.entry(),
                charge.taskId(),
                state,
                seconds.intValueExact(),
                charge.currency().isEmpty()
                        ? 0
                        : adjustment.movePointRight(CapSettings.MILLIONTHS).longValueExact()));
    }
}
