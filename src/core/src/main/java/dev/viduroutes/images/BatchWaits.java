package dev.viduroutes.images;

import dev.viduroutes.request.Source;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How long the rows of a batch have waited for pictures that are missing. They wait together: if each waited for itself, it would hold
 * a place of its batch meanwhile, and a table whose pictures are missing would take days. Thread-safe.
 */
final class BatchWaits {

    /** Batches that are remembered. */
    private static final int MOST = 100;

    /** Names of a batch that are remembered as given up. */
    private static final int MOST_NAMES = 1_000;

    private static final class Wait {

        private final Set<String> missing = new HashSet<>();
        private final Set<String> givenUp = new HashSet<>();
        private long sinceNanos;
        private long lastNanos;

        Wait(long nanos) {
            sinceNanos = nanos;
            lastNanos = nanos;
        }

        boolean isNew(String picture, Duration age, long nanos) {
            return missing.remove(picture) || nanos - age.toNanos() > sinceNanos;
        }
    }

    private final Duration longest;

    private final Map<String, Wait> waits = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wait> eldest) {
            return size() > MOST;
        }
    };

    /** @param longest wait without that a picture comes; one that no row asked about for as long begins anew */
    BatchWaits(Duration longest) {
        this.longest = longest;
    }

    /**
     * @param row that misses the picture
     * @return whether the rows of its batch have waited for long enough without that one of their pictures came
     */
    synchronized boolean isOver(Source row, String picture, long nanos) {
        Wait wait = waits.computeIfAbsent(key(row), batch -> new Wait(nanos));
        if (nanos - wait.lastNanos > longest.toNanos()) {
            wait.givenUp.clear();
            wait.sinceNanos = nanos;
        }
        wait.lastNanos = nanos;
        wait.missing.add(picture);
        return wait.givenUp.contains(picture) || nanos - wait.sinceNanos >= longest.toNanos();
    }

    /** A row is refused since it misses the picture: further ones are, too, and should it come yet, it says nothing of others. */
    synchronized void giveUp(Source row, String picture) {
        Wait wait = waits.get(key(row));
        if (wait != null) {
            wait.missing.remove(picture);
            if (wait.givenUp.size() < MOST_NAMES) {
                wait.givenUp.add(picture);
            }
        }
    }

    /**
     * The picture is there, or a part of it. If it was missing, or came while others were, more may come yet.
     *
     * @param age since it came
     */
    synchronized void arrived(Source row, String picture, Duration age, long nanos) {
        Wait wait = waits.get(key(row));
        if (wait != null && !wait.givenUp.contains(picture) && wait.isNew(picture, age, nanos)) {
            wait.sinceNanos = nanos;
        }
    }

    /** Another one for a batch that is dropped again. */
    private static String key(Source row) {
        return row.batch() + " " + row.stamp();
    }
}
