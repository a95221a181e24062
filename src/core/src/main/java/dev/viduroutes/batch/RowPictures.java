package dev.viduroutes.batch;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Names of the picture files that the rows of a batch name, by what became of the rows. Not thread-safe. */
final class RowPictures {

    private final Set<String> stored = new TreeSet<>();
    private final Set<String> failed = new TreeSet<>();
    private boolean unknown;

    void add(BatchRow row, boolean hasFailed) {
        row.pictures().ifPresent((hasFailed ? failed : stored)::addAll);
        unknown |= row.pictures().isEmpty();
    }

    /** @return of rows whose videos are stored; none if another row may name them, too, since it can't be read */
    Set<String> ofStored() {
        return unknown ? Set.of() : Collections.unmodifiableSet(stored);
    }

    /** @return of all others */
    Set<String> ofFailed() {
        return Collections.unmodifiableSet(failed);
    }
}
