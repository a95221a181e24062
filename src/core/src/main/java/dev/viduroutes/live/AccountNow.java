package dev.viduroutes.live;

import dev.viduroutes.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An account at the API, now.
 *
 * @param slotsUsed over all processes that share the journal
 * @param callsInWindow of this process within the last {@link #window}; empty if only the journal was asked
 * @param share part of the limit that is used since the API refused calls; 1 if it did not
 * @param waiting requests that wait to be submitted with it, as far as one is chosen, over all processes
 * @param refusals calls of this process that were answered 429 within the last hour
 * @param shut whether its submits are held back now, for whatever reason
 * @param balance what it holds, as the API said last; empty if nobody asked
 * @param balanceAt when the API was asked that
 */
public record AccountNow(
        String name,
        int slotsUsed,
        int slotsLimit,
        OptionalInt callsInWindow,
        int callsLimit,
        Duration window,
        double share,
        long waiting,
        int refusals,
        boolean shut,
        Optional<Money> balance,
        Optional<Instant> balanceAt) {}
