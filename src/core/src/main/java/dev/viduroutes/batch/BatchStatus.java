package dev.viduroutes.batch;

import dev.viduroutes.PublicApi;
import dev.viduroutes.journal.BatchEntry;
import java.time.Instant;

/**
 * How it is with a batch.
 *
 * @param batch its id
 * @param name as its file was called
 * @param state {@code RUNNING}, {@code PAUSED}, {@code WITHDRAWN} or {@code DONE}
 * @param rows that have their outcome
 * @param stored rows whose videos are in the bucket
 * @param failed rows that became no video
 * @param billedSeconds of video that they were billed, as far as that is known
 * @param startedAt when it was taken up first
 */
@PublicApi
public record BatchStatus(
        String batch,
        String name,
        String state,
        long rows,
        long stored,
        long failed,
        long billedSeconds,
        Instant startedAt) {

    static BatchStatus of(BatchEntry entry) {
        return new BatchStatus(
                entry.id(),
                entry.name(),
                entry.state().name(),
                entry.rows(),
                entry.stored(),
                entry.failed(),
                entry.seconds(),
                entry.startedAt());
    }

    /** @return all of it in a line, for a person */
    @Override
    public String toString() {
        return name + " " + state + " rows=" + rows + " stored=" + stored + " failed=" + failed + " billedSeconds="
                + billedSeconds + " startedAt=" + startedAt + " batch=" + batch;
    }
}
