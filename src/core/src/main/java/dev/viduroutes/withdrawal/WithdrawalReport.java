package dev.viduroutes.withdrawal;

import dev.viduroutes.PublicApi;
import dev.viduroutes.failure.SanitizedText;
import java.util.List;

/** What became of each request that was withdrawn, in the order in which they were named. */
@PublicApi
public record WithdrawalReport(List<Entry> entries) {

    private static final int LONGEST_ID = 128;

    /** What became of one. */
    public record Entry(String requestId, WithdrawalResult result) {

        @Override
        public String toString() {
            return SanitizedText.of(requestId, LONGEST_ID) + ": " + result.words();
        }
    }

    public WithdrawalReport {
        entries = List.copyOf(entries);
    }

    /** @return a line for each, for a person */
    public List<String> lines() {
        return entries.stream().map(Entry::toString).toList();
    }
}
