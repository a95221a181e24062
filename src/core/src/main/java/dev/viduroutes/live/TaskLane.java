package dev.viduroutes.live;

import dev.viduroutes.polling.LearnedDurations.Spread;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task at the API.
 *
 * @param taskId empty before the API told it
 * @param slot its number at its account, from 1; empty if the journal was not asked since it has one
 * @param resolution empty if the request leaves it to the API
 * @param seconds of video; 0 if the request leaves it to the API
 * @param attempt which submit of its request it is, counted from 1
 * @param since when the API accepted it; before that, when its submit was recorded
 * @param age how long ago that is
 * @param usual how long tasks of its kind take; empty if nothing is known that helps
 * @param askedIn when it is asked about next, if the budget has a call then; zero if it is due; empty if that is under way, or another
 *     process knows
 * @param setback what went wrong with it last, empty if nothing did, or another process knows
 * @param worker process that works on it; empty for none
 * @param isHere whether that is the process that says so
 */
public record TaskLane(
        String requestId,
        String taskId,
        String account,
        OptionalInt slot,
        String project,
        String mode,
        String resolution,
        int seconds,
        int attempt,
        Instant since,
        Duration age,
        Optional<Spread> usual,
        LaneState state,
        Optional<Duration> askedIn,
        String setback,
        String worker,
        boolean isHere) {}
