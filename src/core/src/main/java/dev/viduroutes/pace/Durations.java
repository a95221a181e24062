package dev.viduroutes.pace;

import dev.viduroutes.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long tasks take, learned from those that ended: the last {@value History#KEPT} durations of each kind, of each
 * mode, and of all together. A kind of which little is known is judged by its mode, else by all; before anything is
 * known a task may end at any time from {@code vidu.poll.first-delay} on. At most {@value #MOST_NAMES} names are kept,
 * the longest unused forgotten first. Safe for threads.
 */
public final class Durations {

    private static final int MOST_NAMES = 512;
    private static final int ENOUGH = 5;
    /** Past its table a curve goes on as the unlearned one does, so the table may be short. */
    private static final double TABLE = 4;

    private final Curve unlearned;
    private final Map<String, History> histories = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, History> eldest) {
            return size() > MOST_NAMES;
        }
    };

    public Durations(Settings settings) {
        this(settings.poll().firstDelay());
    }

    Durations(Duration firstDelay) {
        double first = Math.max(1, firstDelay.toMillis());
        unlearned = new Curve(age -> 1 - first / age, first, first * TABLE);
    }

    /** Takes note of a task that ended, whether well or not: its slot is free either way. */
    public synchronized void learn(TaskKind kind, Lasted lasted) {
        kind.names()
                .forEach(name -> histories
                        .computeIfAbsent(name, unknown -> new History())
                        .add(lasted));
    }

    /** @return whether anything is known that helps with this kind */
    synchronized boolean knows(TaskKind kind) {
        return kind.names().stream().anyMatch(histories::containsKey);
    }

    synchronized int size() {
        return histories.size();
    }

    synchronized Curve curve(TaskKind kind) {
        History best = null;
        for (String name : kind.names()) {
            History history = histories.get(name);
            if (history != null && (best == null || history.size() > best.size())) {
                best = history;
            }
            if (best != null && best.size() >= ENOUGH) {
                break;
            }
        }
        return best == null ? unlearned : best.curve();
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
        histories.put(name, History.decode(text));
    }
}
