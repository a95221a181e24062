package dev.viduroutes.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each task is due after a first delay, and then at an interval; who came first goes first. */
final class FixedOrder implements PollOrder {

    private final Duration firstDelay;
    private final Duration interval;
    private final Map<String, Instant> due = new LinkedHashMap<>();
    private final List<Lasted> learned = new ArrayList<>();

    FixedOrder(Duration firstDelay, Duration interval) {
        this.firstDelay = firstDelay;
        this.interval = interval;
    }

    @Override
    public void add(String id, TaskKind kind, Instant accepted) {
        due.put(id, accepted.plus(firstDelay));
    }

    @Override
    public void stillRunning(String id, Instant asked, boolean requestsWait) {
        due.put(id, asked.plus(interval));
    }

    @Override
    public Optional<String> choose(Instant now) {
        Optional<String> chosen = due.entrySet().stream()
                .filter(one -> !one.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .findFirst();
        chosen.ifPresent(due::remove);
        return chosen;
    }

    @Override
    public Optional<Instant> earliest() {
        return due.values().stream().min(Instant::compareTo);
    }

    @Override
    public void ended(String id, Lasted lasted) {
        learned.add(lasted);
        remove(id);
    }

    List<Lasted> lasted() {
        return learned;
    }

    @Override
    public void remove(String id) {
        due.remove(id);
    }
}
