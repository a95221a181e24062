package dev.viduroutes.live;

import dev.viduroutes.money.Money;
import dev.viduroutes.pause.Pause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the journal says of now.
 *
 * @param slots by account and holder, the number of its slot there
 * @param tasks that are at the API, as far as is recorded
 * @param waiting by process (empty for none) and account (empty before one is chosen), requests that wait to be submitted
 * @param oldest request that waits to be submitted, of other processes than the one that asks
 * @param heldAccounts whose submits refusals for content hold back, since when
 * @param notKnown what the journal had no answer to in time, in words; empty or 0 in its place
 */
record JournalNow(
        Instant at,
        Map<String, Map<String, Integer>> slots,
        List<RecordedTask> tasks,
        List<WaitingCount> waiting,
        long toStore,
        Optional<WaitingRequest> oldest,
        Map<String, Balance> balances,
        Map<String, Instant> heldAccounts,
        List<Pause> pauses,
        SpentNow spent,
        OptionalLong forAPerson,
        OptionalLong perhapsPaid,
        List<String> notKnown) {

    record WaitingCount(String worker, String account, long count) {}

    record Balance(Money amount, Instant at) {}

    int slotsUsed(String account) {
        return slots.getOrDefault(account, Map.of()).size();
    }

    Optional<Integer> slot(String account, String requestId) {
        return Optional.ofNullable(slots.getOrDefault(account, Map.of()).get(requestId));
    }
}
