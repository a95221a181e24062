package dev.viduroutes.limits;

import dev.viduroutes.polling.ObservedDuration;
import dev.viduroutes.polling.PollStrategy;
import dev.viduroutes.polling.TaskKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each task is due after a first delay, and then at an interval; who came first goes first. */
final class FixedPolling implements PollStrategy {

    private final Duration firstDelay;
    private final Duration interval;
    private final Map<String, Instant> due = new LinkedHashMap<>();
    private final List<ObservedDuration> learned = new ArrayList<>();

    FixedPolling(Duration firstDelay, Duration interval) {
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
    public Optional<Instant> next(String id) {
        return Optional.ofNullable(due.get(id));
    }

    @Override
    public Optional<Instant> earliest() {
        return due.values().stream().min(Instant::compareTo);
    }

    @Override
    public void ended(String id, ObservedDuration took) {
        learned.add(took);
        remove(id);
    }

    List<ObservedDuration> lasted() {
        return learned;
    }

    @Override
    public void remove(String id) {
        due.remove(id);
    }
}
