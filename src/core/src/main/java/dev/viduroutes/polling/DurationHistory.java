package dev.viduroutes.polling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The last durations of one kind, and the distribution that follows from them. */
final class DurationHistory {

    /** How many durations are kept: enough for the distribution, few enough to follow an API that becomes slower or faster. */
    static final int KEPT = 48;

    private static final int RENEWED_PART = 8;

    private final Deque<ObservedDuration> durations = new ArrayDeque<>();
    private int sinceDistribution;
    private DurationDistribution distribution;

    int size() {
        return durations.size();
    }

    void add(ObservedDuration one) {
        if (durations.size() == KEPT) {
            durations.removeFirst();
        }
        durations.addLast(one);
        sinceDistribution++;
    }

    /** @return the distribution; made anew when more than an eighth of the durations are new, since it costs more than one */
    DurationDistribution distribution() {
        if (distribution == null || sinceDistribution * RENEWED_PART > durations.size()) {
            distribution = new KernelDensityEstimate(List.copyOf(durations)).distribution();
            sinceDistribution = 0;
        }
        return distribution;
    }

    String encode() {
        return durations.stream().map(ObservedDuration::encode).collect(Collectors.joining(","));
    }

    static DurationHistory decode(String text) {
        DurationHistory history = new DurationHistory();
        Stream.of(text.split(",", -1)).map(ObservedDuration::decode).forEach(history::add);
        return history;
    }
}
