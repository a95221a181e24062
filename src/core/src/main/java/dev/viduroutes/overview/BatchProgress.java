package dev.viduroutes.overview;

import dev.viduroutes.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a batch is, by what the journal knows: rows of it that nobody has read yet are not among these.
 *
 * @param state {@code RUNNING}, {@code PAUSED}, {@code WITHDRAWN} or {@code DONE}
 * @param rows that have their outcome
 * @param waiting rows that wait to be submitted
 * @param underWay rows whose tasks run, or whose videos are being stored
 * @param billedSeconds of video that its rows were billed, as far as that is known
 * @param openSeconds of video that the rows that are known and not settled ask for
 * @param expectedEnd of the rows that are known, from how long such tasks take and the limits; empty if nothing is to be expected
 * @param spent by currency, charged and perhaps charged; empty in lists, and without prices
 * @param toCome by currency, reserved; empty in lists, and without prices
 */
public record BatchProgress(
        String batch,
        String name,
        String state,
        long rows,
        long stored,
        long failed,
        long waiting,
        long underWay,
        long billedSeconds,
        long openSeconds,
        Instant startedAt,
        Instant updatedAt,
        Optional<Instant> expectedEnd,
        List<Money> spent,
        List<Money> toCome) {

    public BatchProgress {
        spent = List.copyOf(spent);
        toCome = List.copyOf(toCome);
    }
}
