package dev.viduroutes.intake;

import dev.viduroutes.settings.FileIntakeSettings;
import java.time.Duration;
import java.util.Optional;

/** Tells files of which the rest may still be written, although they did not change for a while. */
record UnfinishedFiles(Duration settle, Duration incompleteWait) {

    /** Many programs leave the last line of a text without an end, so this proves little, and delays little. */
    private static final int SETTLES_IN_LINE = 3;

    UnfinishedFiles(FileIntakeSettings settings) {
        this(settings.settle(), settings.incompleteWait());
    }

    /** @return how long to wait for the rest, from the last change on; nothing if it is complete as far as it can be told */
    Optional<Duration> waitFor(TakenFolder.Contents found) {
        if (found.endsInLine()) {
            Duration inLine = settle.multipliedBy(SETTLES_IN_LINE);
            return Optional.of(inLine.compareTo(incompleteWait) < 0 ? inLine : incompleteWait);
        }
        // What is longer than a request may be becomes none, whatever is still written.
        boolean ends = !found.isWhole() || !TruncatedJson.isTruncated(found.bytes());
        return ends ? Optional.empty() : Optional.of(incompleteWait);
    }
}
