package dev.viduroutes.batch;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Names of the picture files that the rows of a batch name, by what became of the rows. Not thread-safe. */
final class RowPictures {

    private final Set<String> stored = new TreeSet<>();
    private final Set<String> failed = new TreeSet<>();

    void add(BatchRow row, boolean hasFailed) {
        row.document()
                .ifPresent(document ->
                        document.path("image_files").forEach(name -> (hasFailed ? failed : stored).add(name.asText())));
    }

    /** @return of rows whose videos are stored */
    Set<String> ofStored() {
        return Collections.unmodifiableSet(stored);
    }

    /** @return of all others */
    Set<String> ofFailed() {
        return Collections.unmodifiableSet(failed);
    }
}
