package dev.viduroutes.money;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.viduroutes.PublicApi;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a request cost, summed over its tasks, by the prices of the settings. In JSON what is empty is left out.
 *
 * @param amount charged for certain; 0 or more, exact
 * @param currency code of ISO 4217
 * @param seconds of video that were charged for certain
 * @param price of one second
 * @param state how certain it is
 * @param doubtful what may be charged in addition: for tasks that failed or were given up, and for submits whose answer was lost.
 *     Contract: the vendor does not say what it charges for these
 */
@PublicApi
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Cost(
        BigDecimal amount,
        String currency,
        int seconds,
        BigDecimal price,
        CostState state,
        Optional<BigDecimal> doubtful) {

    public Cost {
        doubtful = doubtful == null ? Optional.empty() : doubtful;
    }

    /** @return the amount; nothing if all of it is doubtful, lest a report call a paid video free */
    public Optional<BigDecimal> certain() {
        return Optional.of(amount).filter(known -> known.signum() > 0 || doubtful.isEmpty());
    }
}
