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

    private static final class Wait {

        private final Set<String> missing = new HashSet<>();
        private long sinceNanos;
        private long lastNanos;

        Wait(long nanos) {
            sinceNanos = nanos;
            lastNanos = nanos;
        }
    }

    private final Duration idle;

    private final Map<String, Wait> waits = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wait> eldest) {
            return size() > MOST;
        }
    };

    /** @param idle after which a wait that no row asked about begins anew */
    BatchWaits(Duration idle) {
        this.idle = idle;
    }

    /**
     * @param row that misses the picture
     * @return since when rows of its batch miss pictures, and none of those has come
     */
    synchronized long missingSince(Source row, String picture, long nanos) {
        Wait wait = waits.computeIfAbsent(key(row), batch -> new Wait(nanos));
        if (nanos - wait.lastNanos > idle.toNanos()) {
            wait.sinceNanos = nanos;
        }
        wait.lastNanos = nanos;
        wait.missing.add(picture);
        return wait.sinceNanos;
    }

    /** The picture is there, or a part of it: if it was missing, others may come yet. */
    synchronized void arrived(Source row, String picture, long nanos) {
        Wait wait = waits.get(key(row));
        if (wait != null && wait.missing.remove(picture)) {
            wait.sinceNanos = nanos;
        }
    }

    /** The row is refused: whether its picture comes makes no difference any more. */
    synchronized void givenUp(Source row, String picture) {
        Wait wait = waits.get(key(row));
        if (wait != null) {
            wait.missing.remove(picture);
        }
    }

    /** Another one for a batch that is dropped again. */
    private static String key(Source row) {
        return row.batch() + " " + row.stamp();
    }
}
