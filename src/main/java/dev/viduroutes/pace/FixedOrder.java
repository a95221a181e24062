package dev.viduroutes.pace;

import dev.viduroutes.settings.Settings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Asks about each task after a first delay, and then at an interval; the longest overdue goes first. */
public final class FixedOrder implements PollOrder {

    private record Due(long atMillis, Poll poll) {}

    private final long firstDelayMillis;
    private final long intervalMillis;
    private final Map<String, Due> waiting = new HashMap<>();
    private final TreeSet<Due> line = new TreeSet<>(Comparator.comparingLong(Due::atMillis)
            .thenComparing(due -> due.poll().taskId()));

    public FixedOrder(Settings settings) {
        this(settings.poll().firstDelay().toMillis(), settings.poll().interval().toMillis());
    }

    FixedOrder(long firstDelayMillis, long intervalMillis) {
        this.firstDelayMillis = firstDelayMillis;
        this.intervalMillis = intervalMillis;
    }

    @Override
    public void join(Poll poll) {
        Due due =
                new Due(Math.max(poll.acceptedMillis() + firstDelayMillis, poll.askedMillis() + intervalMillis), poll);
        leave(poll.taskId());
        waiting.put(poll.taskId(), due);
        line.add(due);
    }

    @Override
    public void leave(String taskId) {
        Due due = waiting.remove(taskId);
        if (due != null) {
            line.remove(due);
        }
    }

    @Override
    public long dueInMillis(long nowMillis) {
        return line.isEmpty() ? NEVER : line.first().atMillis() - nowMillis;
    }

    @Override
    public Optional<Poll> take(long nowMillis) {
        if (dueInMillis(nowMillis) > 0) {
            return Optional.empty();
        }
        Poll first = line.first().poll();
        leave(first.taskId());
        return Optional.of(first);
    }
}
