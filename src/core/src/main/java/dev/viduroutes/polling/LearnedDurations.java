package dev.viduroutes.polling;

import dev.viduroutes.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long tasks take, learned from those that ended: the last {@value DurationHistory#KEPT} durations of each kind, of each
 * mode, and of all together. A kind of which little is known is judged by its mode, else by all; before anything is
 * known a task may end at any time from {@code vidu.poll.first-delay} on. At most {@value #MOST_NAMES} names are kept,
 * the longest unused forgotten first. Thread-safe.
 */
public final class LearnedDurations {

    private static final int MOST_NAMES = 512;
    private static final int ENOUGH = 5;
    /** Past its table a distribution goes on as the unlearned one does, so the table may be short. */
    private static final double TABLE = 4;

    private final DurationDistribution unlearned;
    private final Map<String, DurationHistory> histories = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DurationHistory> eldest) {
            return size() > MOST_NAMES;
        }
    };

    public LearnedDurations(Settings settings) {
        this(settings.poll().firstDelay());
    }

    LearnedDurations(Duration firstDelay) {
        double first = Math.max(1, firstDelay.toMillis());
        unlearned = new DurationDistribution(age -> 1 - first / age, first, first * TABLE);
    }

    /** Takes note of a task that ended, whether well or not: its slot is free either way. */
    public synchronized void learn(TaskKind kind, ObservedDuration took) {
        kind.names()
                .forEach(name -> histories
                        .computeIfAbsent(name, unknown -> new DurationHistory())
                        .add(took));
    }

    /** @return how long half of the tasks of this kind take at most, as far as is known */
    public Duration typical(TaskKind kind) {
        return Duration.ofMillis(Math.round(distribution(kind).quantile(0.5)));
    }

    /**
     * How long tasks of a kind take.
     *
     * @param tenth one in ten takes no longer
     * @param half every second takes no longer
     * @param ninth nine in ten take no longer
     */
    public record Spread(Duration tenth, Duration half, Duration ninth) {}

    /** @return how long tasks of this kind take, as far as is known; empty if nothing is that helps with it */
    public synchronized Optional<Spread> spread(TaskKind kind) {
        if (!knows(kind)) {
            return Optional.empty();
        }
        DurationDistribution known = distribution(kind);
        return Optional.of(new Spread(millis(known, 0.1), millis(known, 0.5), millis(known, 0.9)));
    }

    private static Duration millis(DurationDistribution known, double part) {
        return Duration.ofMillis(Math.round(known.quantile(part)));
    }

    /** @return whether anything is known that helps with this kind */
    public synchronized boolean knows(TaskKind kind) {
        return kind.names().stream().anyMatch(histories::containsKey);
    }

    synchronized int size() {
        return histories.size();
    }

    synchronized DurationDistribution distribution(TaskKind kind) {
        DurationHistory best = null;
        for (String name : kind.names()) {
            DurationHistory history = histories.get(name);
            if (history != null && (best == null || history.size() > best.size())) {
                best = history;
            }
            if (best != null && best.size() >= ENOUGH) {
                break;
            }
        }
        return best == null ? unlearned : best.distribution();
    }

    /** @return what is known, by name: to be stored; up to a thousand characters each */
    public synchronized Map<String, String> encode() {
        Map<String, String> texts = new LinkedHashMap<>();
        histories.forEach((name, history) -> texts.put(name, history.encode()));
        return texts;
    }

    /**
     * Replaces what is known under a name.
     *
     * @param text as {@link #encode} gave it
     * @throws IllegalArgumentException if it is something else; nothing is changed then
     */
    public synchronized void decode(String name, String text) {
        histories.put(name, DurationHistory.decode(text));
    }
}
