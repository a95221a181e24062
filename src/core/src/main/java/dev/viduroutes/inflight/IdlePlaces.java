package dev.viduroutes.inflight;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The requests of one source that wait without a place among those that are in flight, up to a bound: what is beyond it takes a
 * place, so that what is in memory stays bounded, however many wait. Whoever has not said for a while that it waits is gone. Thread-safe.
 */
public final class IdlePlaces {

    /** Who waits says so each second. */
    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(10).toNanos();

    private final int most;
    private final LongSupplier nanos;
    private final Runnable change;
    /** When each was heard of; the one that was not for longest comes first. */
    private final Map<Place, Long> heard = new LinkedHashMap<>();

    /** @param most that need no place at once, 0 or more */
    public IdlePlaces(int most) {
        this(most, System::nanoTime, () -> {});
    }

    /**
     * @param nanos monotonic clock, for example System::nanoTime
     * @param change is run whenever one more needs no place
     */
    public IdlePlaces(int most, LongSupplier nanos, Runnable change) {
        this.most = most;
        this.nanos = nanos;
        this.change = change;
    }

    /** @return the place of one more request */
    public Place place() {
        return new Place(this);
    }

    /** The request is gone from its source, or stays there for later. */
    public void free(Place place) {
        remove(place);
    }

    void add(Place place) {
        boolean isNew;
        synchronized (this) {
            isNew = heard.remove(place) == null;
            heard.put(place, nanos.getAsLong());
        }
        if (isNew) {
            change.run();
        }
    }

    synchronized void remove(Place place) {
        heard.remove(place);
    }

    synchronized boolean contains(Place place) {
        forget();
        return heard.containsKey(place);
    }

    /** @return requests that need no place now, not more than the bound */
    public synchronized int count() {
        forget();
        return Math.min(most, heard.size());
    }

    private void forget() {
        long before = nanos.getAsLong() - FORGOTTEN_NANOS;
        Iterator<Long> first = heard.values().iterator();
        while (first.hasNext() && first.next() - before < 0) {
            first.remove();
        }
    }
}
