package dev.viduroutes.spending;

import dev.viduroutes.money.Quote;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Requests that wait for a cap, each in the order in which those of its project began to. Whoever was not heard of for a while waits no more:
 * a request may go to another process. Not thread-safe.
 */
final class HeldRequests {

    /** Who waits asks each second. */
    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(10).toNanos();

    private record Held(Quote quote, long heardNanos) {}

    private final LongSupplier nanos;
    private final Map<String, Map<String, Held>> projects = new HashMap<>();
    private long tidiedNanos;

    /** @param nanos monotonic clock, for example System::nanoTime */
    HeldRequests(LongSupplier nanos) {
        this.nanos = nanos;
        tidiedNanos = nanos.getAsLong();
    }

    /** @return whether it did not wait before */
    boolean add(String id, Quote quote) {
        Map<String, Held> ofProject = projects.computeIfAbsent(line(quote), line -> new LinkedHashMap<>());
        boolean isNew = ofProject.put(id, new Held(quote, nanos.getAsLong())) == null;
        tidy();
        return isNew;
    }

    void remove(String id, Quote quote) {
        projects.computeIfPresent(line(quote), (line, held) -> {
            held.remove(id);
            return held.isEmpty() ? null : held;
        });
    }

    boolean contains(String id) {
        return projects.values().stream().anyMatch(ofProject -> ofProject.containsKey(id));
    }

    /**
     * @param room that matters at most, in that currency
     * @return what those of the same project may cost that began to wait before it, or all if it does not wait, and that cost no
     *     more than it does: those that cost more may not fit, and hold it up no longer
     */
    long ahead(String id, Quote quote, String currency, long room) {
        long sum = 0;
        for (Map.Entry<String, Held> one :
                projects.getOrDefault(line(quote), Map.of()).entrySet()) {
            if (one.getKey().equals(id) || sum > room) {
                return sum;
            }
            Held earlier = one.getValue();
            sum += costsNoMore(earlier.quote(), quote) ? earlier.quote().amount(currency) : 0;
        }
        return sum;
    }

    /** What waits for a cap of one account holds up nothing of another one. */
    private static String line(Quote quote) {
        return quote.account() + "\n" + quote.project();
    }

    private static boolean costsNoMore(Quote one, Quote other) {
        return one.seconds() <= other.seconds()
                && one.seconds() * one.priceMicros() <= other.seconds() * other.priceMicros();
    }

    private void tidy() {
        long now = nanos.getAsLong();
        if (now - tidiedNanos >= FORGOTTEN_NANOS) {
            tidiedNanos = now;
            projects.values()
                    .forEach(ofProject ->
                            ofProject.values().removeIf(held -> now - held.heardNanos() >= FORGOTTEN_NANOS));
            projects.values().removeIf(Map::isEmpty);
        }
    }
}
