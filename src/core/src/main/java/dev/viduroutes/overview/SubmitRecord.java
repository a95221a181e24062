package dev.viduroutes.overview;

import dev.viduroutes.money.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * One submit of a request.
 *
 * @param submit its number, from 1; a request that was put back may have the same number more than once
 * @param at when its intent was recorded
 * @param taskId the API's task; empty if there is none, or nobody knows
 * @param code why its task was given up, or why the request failed with it; empty if neither
 * @param charge {@code RESERVED} while it is under way, then {@code CHARGED}, {@code DOUBTFUL} or {@code RELEASED}
 * @param seconds of video that were reserved for it
 * @param amount what they cost by the price of then; empty without prices
 * @param settledAt when the charge got its last state; empty while it is reserved
 */
public record SubmitRecord(
        int submit,
        Instant at,
        String account,
        String taskId,
        String code,
        String charge,
        int seconds,
        Optional<Money> amount,
        Optional<Instant> settledAt) {}
