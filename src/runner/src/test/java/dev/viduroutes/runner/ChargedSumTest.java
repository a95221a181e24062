package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.money.Cost;
import dev.viduroutes.money.CostState;
import dev.viduroutes.money.Money;
import dev.viduroutes.overview.SubmitRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code show} says that a request cost. */
class ChargedSumTest {

    private static final Cost TOLD = new Cost(
            BigDecimal.ZERO, "USD", 0, new BigDecimal("0.15"), CostState.DOUBTFUL, Optional.of(new BigDecimal("0.90")));

    private static SubmitRecord submit(String charge, String amount) {
        return new SubmitRecord(
                1,
                Instant.EPOCH,
                "default",
                "t1",
                "",
                charge,
                5,
                Optional.of(amount)
                        .filter(known -> !known.isEmpty())
                        .map(known -> new Money(new BigDecimal(known), "USD")),
                Optional.empty());
    }

    @Test
    void whatIsDoubtfulIsToldWithItsAmount() {
        assertThat(ChargedSum.of(List.of(submit("DOUBTFUL", "0.90")), TOLD).words())
                .isEqualTo("0.00 USD, perhaps 0.90 more");
    }

    @Test
    void whatAnInvoiceSettledIsToldAsItIsNow() {
        assertThat(ChargedSum.of(List.of(submit("CHARGED", "0.40"), submit("REFUNDED", "0.90")), TOLD)
                        .words())
                .isEqualTo("0.40 USD");
    }

    @Test
    void withoutAmountsOfChargesTheOutcomeCounts() {
        assertThat(ChargedSum.of(List.of(), TOLD).words()).isEqualTo("0.00 USD, perhaps 0.90 more");
        assertThat(ChargedSum.of(List.of(submit("CHARGED", "")), TOLD).words())
                .isEqualTo("0.00 USD, perhaps 0.90 more");
    }
}
