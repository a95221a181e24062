package dev.viduroutes.batch;

import dev.viduroutes.money.Money;
import dev.viduroutes.spending.CapForecast;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file would cost, for programs.
 *
 * @param rows of the file
 * @param fresh rows that would be paid
 * @param known rows that the journal knows, which cost nothing again
 * @param wrong rows that can't be requested
 * @param unknown rows of which nobody can tell now
 * @param readable whether the file could be read to its end
 * @param problems the first of what is wrong, a sentence each
 * @param warnings the first of what is doubtful
 * @param seconds of video that would be billed
 * @param withoutSeconds rows that leave their seconds to the API
 * @param cost at most; empty without prices
 * @param byAccount rows that each account would be asked for; {@code agency|studio} those that the first of both makes that is free
 * @param doneInSeconds about when it would be done
 * @param caps what caps and floors would do to the rows
 */
public record PlanSummary(
        long rows,
        long fresh,
        long known,
        long wrong,
        long unknown,
        boolean readable,
        List<String> problems,
        List<String> warnings,
        long seconds,
        long withoutSeconds,
        Optional<Money> cost,
        Map<String, Long> byAccount,
        long doneInSeconds,
        List<CapForecast> caps) {}
