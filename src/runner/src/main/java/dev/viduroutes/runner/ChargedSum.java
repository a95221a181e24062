package dev.viduroutes.runner;

import dev.viduroutes.money.Cost;
import dev.viduroutes.money.Money;
import dev.viduroutes.overview.SubmitRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a settled request cost, as its charges say now: an invoice may have settled them since its outcome was told. */
record ChargedSum(BigDecimal certain, BigDecimal doubtful, String currency) {

    /** @param told the outcome's, which counts if the charges have no amounts in its currency */
    static ChargedSum of(List<SubmitRecord> submits, Cost told) {
        boolean isPriced = !submits.isEmpty()
                && submits.stream()
                        .allMatch(submit -> submit.amount()
                                .filter(amount -> amount.currency().equals(told.currency()))
                                .isPresent());
        return isPriced
                ? new ChargedSum(sum(submits, "CHARGED"), sum(submits, "DOUBTFUL"), told.currency())
                : new ChargedSum(told.amount(), told.doubtful().orElse(BigDecimal.ZERO), told.currency());
    }

    private static BigDecimal sum(List<SubmitRecord> submits, String state) {
        return submits.stream()
                .filter(submit -> submit.charge().equals(state))
                .map(SubmitRecord::amount)
                .flatMap(Optional::stream)
                .map(Money::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** @return for example {@code 0.00 USD, perhaps 0.90 more} */
    String words() {
        Money more = new Money(doubtful, currency);
        return new Money(certain, currency)
                + (doubtful.signum() == 0 ? "" : ", perhaps " + more.amount().toPlainString() + " more");
    }
}
