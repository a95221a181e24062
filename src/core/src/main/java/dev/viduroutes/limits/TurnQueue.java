package dev.viduroutes.limits;

import dev.viduroutes.settings.ShareSettings;
import dev.viduroutes.settings.UrgentSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Tells whose turn it is: urgent requests come before others, up to their share; then projects get their shares, and lanes take
 * turns. Nobody starves, however many others come. Not thread-safe.
 *
 * @param <T> who waits; nobody waits twice
 */
public final class TurnQueue<T> {

    private final ShareQueue<T> urgent;
    private final ShareQueue<T> others;
    private final UrgentShare share;
    private final Duration ageing;
    private final LongSupplier nanos;

    /** @param nanos monotonic clock, for example System::nanoTime */
    public TurnQueue(UrgentSettings settings, ShareSettings shares, LongSupplier nanos) {
        urgent = new ShareQueue<>(shares);
        others = new ShareQueue<>(shares);
        share = new UrgentShare(settings);
        ageing = settings.ageing();
        this.nanos = nanos;
    }

    public void add(Lane lane, T waiting) {
        (lane.urgent() ? urgent : others).add(lane, waiting, nanos.getAsLong());
    }

    /** @return whose turn it is, empty if nobody waits; the same until somebody comes, goes, or has waited for too long */
    Optional<T> peek() {
        return isEmpty() ? Optional.empty() : Optional.of((isUrgentsTurn() ? urgent : others).peek());
    }

    /** @return the same among those that match, which may take as long as others wait */
    public Optional<T> peek(Predicate<T> matching) {
        boolean urgentFirst = isUrgentsTurn();
        return (urgentFirst ? urgent : others).peek(matching).or(() -> (urgentFirst ? others : urgent).peek(matching));
    }

    private boolean isUrgentsTurn() {
        return others.isEmpty() || !urgent.isEmpty() && share.isUrgentsTurn(isAnyOld());
    }

    /** With nothing urgent it does not matter. */
    private boolean isAnyOld() {
        OptionalLong oldest = others.oldestNanos();
        return oldest.isPresent() && nanos.getAsLong() - oldest.getAsLong() >= ageing.toNanos();
    }

    /** The one whose turn it is gets what it waits for. */
    void poll() {
        peek().ifPresent(this::poll);
    }

    /** The same for one that {@link #peek} answered: time goes on, and another's turn may have come since. */
    public void poll(T next) {
        boolean toUrgent = urgent.contains(next);
        // What nobody else waits for is taken from nobody.
        if (!others.isEmpty()) {
            share.granted(toUrgent, isAnyOld());
        }
        (toUrgent ? urgent : others).poll(next);
    }

    /** It waits no more; nobody's turn is over. @return whether it waited */
    public boolean remove(T waiting) {
        return urgent.remove(waiting) || others.remove(waiting);
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return urgent.size() + others.size();
    }

    /** @return urgent ones that wait */
    int urgent() {
        return urgent.size();
    }

    /** @return since when the one waits that waits longest */
    OptionalLong oldestNanos() {
        return LongStream.concat(urgent.oldestNanos().stream(), others.oldestNanos().stream())
                .reduce((one, other) -> one - other < 0 ? one : other);
    }

    Stream<T> all() {
        return Stream.concat(urgent.all(), others.all());
    }
}
