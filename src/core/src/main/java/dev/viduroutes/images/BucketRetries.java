package dev.viduroutes.images;

import dev.viduroutes.settings.RetrySettings;
import dev.viduroutes.time.Backoff;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * When a bucket that failed a request is asked again for it: the routes come each second, to see whether the request was withdrawn, and
 * hear what it said until then. Thread-safe.
 */
final class BucketRetries {

    /** Requests that are remembered; of others the bucket is asked each second. */
    private static final int MOST = 1_000;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** What needs the bucket. */
    interface Step {
        ImageWork run() throws SQLException, IOException;
    }

    private record Setback(int count, long dueNanos, SdkException why) {}

    private final LongSupplier nanos;
    private final Backoff backoff;

    private final Map<String, Setback> setbacks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Setback> eldest) {
            return size() > MOST;
        }
    };

    BucketRetries(RetrySettings settings, LongSupplier nanos) {
        this(
                nanos,
                new Backoff(
                        settings.firstDelay(),
                        LONGEST.compareTo(settings.maxDelay()) < 0 ? LONGEST : settings.maxDelay(),
                        new Random()));
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    BucketRetries(LongSupplier nanos, Backoff backoff) {
        this.nanos = nanos;
        this.backoff = backoff;
    }

    /** @throws SdkException what the bucket said, now or the last time */
    ImageWork ask(String request, Step step) throws SQLException, IOException {
        int count = countBefore(request);
        try {
            ImageWork done = step.run();
            forget(request);
            return done;
        } catch (SdkException away) {
            note(
                    request,
                    new Setback(
                            count + 1, nanos.getAsLong() + backoff.after(count).toNanos(), away));
            throw away;
        }
    }

    private synchronized int countBefore(String request) {
        Setback last = setbacks.get(request);
        if (last == null) {
            return 0;
        } else if (nanos.getAsLong() - last.dueNanos() < 0) {
            throw last.why();
        }
        return last.count();
    }

    private synchronized void note(String request, Setback setback) {
        setbacks.put(request, setback);
    }

    synchronized void forget(String request) {
        setbacks.remove(request);
    }
}
