package dev.viduroutes.spending;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of a cap, as it is sent. In JSON what is empty is left out.
 *
 * @param event {@code cap_share} or {@code cap_waiting}: no outcome has this field
 * @param cap key of the setting
 * @param share percent of the cap that are spent at least; only of {@code cap_share}
 * @param spent in the unit, reserved included; exact
 * @param limit the cap
 * @param unit a currency, or {@code s} for seconds of video
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CapMessage(
        String event,
        String cap,
        String period,
        Optional<String> project,
        Optional<Integer> share,
        BigDecimal spent,
        BigDecimal limit,
        String unit,
        Instant at) {}
