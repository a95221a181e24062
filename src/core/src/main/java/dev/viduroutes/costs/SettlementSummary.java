package dev.viduroutes.costs;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How an invoice settled charges.
 *
 * @param isWritten whether it did; else how it would
 * @param states how many became what, in lower case
 * @param left how many it could not settle, though it says something else
 * @param settledMismatches of the findings that a person should look into, how many are settled
 */
public record SettlementSummary(boolean isWritten, Map<String, Long> states, long left, long settledMismatches) {

    public SettlementSummary {
        states = Map.copyOf(states);
    }

    /** @return a line for a person */
    String line() {
        String counts = new TreeMap<>(states)
                .entrySet().stream()
                        .map(one -> one.getKey().replace("released", "not_billed") + "=" + one.getValue())
                        .collect(Collectors.joining(" "));
        return (isWritten ? "settled: " : "to settle, with --yes: ") + counts + " left=" + left;
    }
}
