package dev.viduroutes.spending;

import dev.viduroutes.money.Quote;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Requests that wait for a cap or a floor, in the order in which they get what is left: of a project whoever began to wait first is first,
 * and projects share it by what they cost (self-clocked fair queueing). A request keeps its turn until it goes on, so each comes to the
 * front. Whoever was not heard of for a while waits no more: a request may go to another process. Not thread-safe.
 */
final class HeldRequests {

    /** Who waits asks each second; a process that stands still for some is no reason to take all their turns away. */
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(1).toNanos();

    private static final long TIDIED_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Comparator<Turn> ORDER =
            Comparator.comparingLong(Turn::end).thenComparingLong(Turn::number);

    /**
     * @param end what its project has had by then, since the others had none
     * @param number in which they came
     */
    private record Turn(long end, long number) {}

    private record Held(String id, Quote quote, Turn turn, long heardNanos) {}

    private final LongSupplier nanos;
    private final NavigableMap<Turn, Held> order = new TreeMap<>(ORDER);
    private final Map<String, Held> byId = new HashMap<>();
    private final Map<String, TreeSet<Turn>> projects = new HashMap<>();
    /** The last turn that a project had. Whoever comes later has a later one. */
    private long now;

    private long number;
    private long tidiedNanos;

    /** @param nanos monotonic clock, for example System::nanoTime */
    HeldRequests(LongSupplier nanos) {
        this.nanos = nanos;
        tidiedNanos = nanos.getAsLong();
    }

    /** @return whether it did not wait before */
    boolean add(String id, Quote quote) {
        tidy();
        Held before = byId.get(id);
        Turn turn = before == null ? turn(quote) : before.turn();
        Held held = new Held(id, quote, turn, nanos.getAsLong());
        byId.put(id, held);
        order.put(turn, held);
        return before == null;
    }

    private Turn turn(Quote quote) {
        TreeSet<Turn> project = projects.computeIfAbsent(quote.project(), name -> new TreeSet<>(ORDER));
        long begin = project.isEmpty() ? now : Math.max(now, project.last().end());
        Turn turn = new Turn(begin + quote.amount(quote.currency()), number++);
        project.add(turn);
        return turn;
    }

    /** It waits no more. */
    void remove(String id) {
        Held gone = byId.remove(id);
        if (gone != null) {
            order.remove(gone.turn());
            TreeSet<Turn> project = projects.get(gone.quote().project());
            // What fits in what is left beside the first one is no turn of its project.
            now = gone.turn().equals(project.first())
                    ? Math.max(now, gone.turn().end())
                    : now;
            project.remove(gone.turn());
            if (project.isEmpty()) {
                projects.remove(gone.quote().project());
            }
        }
    }

    boolean contains(String id) {
        return byId.containsKey(id);
    }

    int size() {
        tidy();
        return byId.size();
    }

    /** @param each is told id and quote, in their order */
    void forEach(BiConsumer<String, Quote> each) {
        tidy();
        order.values().forEach(held -> each.accept(held.id(), held.quote()));
    }

    private void tidy() {
        long time = nanos.getAsLong();
        if (time - tidiedNanos >= TIDIED_NANOS) {
            tidiedNanos = time;
            byId.entrySet().stream()
                    .filter(held -> time - held.getValue().heardNanos() >= FORGOTTEN_NANOS)
                    .map(Entry::getKey)
                    .toList()
                    .forEach(this::remove);
        }
    }
}
