package dev.viduroutes.live;

import dev.viduroutes.pause.Pause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How it is at a moment.
 *
 * @param at when
 * @param isLive whether a gateway says so, which knows what the journal does not: calls, reasons, what is away
 * @param journalAt when the journal was last looked into, for what other processes do; empty if it could not be yet
 * @param accounts as the settings have them
 * @param lanes tasks at the API, by account and slot
 * @param waiting requests that wait to be submitted
 * @param troubles what is away or shut, the longest first
 * @param pauses submits that a person has paused
 * @param spent what was spent today and this month, of caps and without
 * @param forAPerson failed requests that nobody put back or withdrew, by the journal: documents that never were requests are not among them; empty if not known
 * @param perhapsPaid how many of those may have cost money, of the 100 that failed last; empty if not known
 */
public record Now(
        Instant at,
        boolean isLive,
        Optional<Instant> journalAt,
        List<AccountNow> accounts,
        List<TaskLane> lanes,
        Waiting waiting,
        List<Trouble> troubles,
        List<Pause> pauses,
        SpentNow spent,
        OptionalLong forAPerson,
        OptionalLong perhapsPaid) {

    public Now {
        accounts = List.copyOf(accounts);
        lanes = List.copyOf(lanes);
        troubles = List.copyOf(troubles);
        pauses = List.copyOf(pauses);
    }
}
