package dev.viduroutes.pace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The last durations of one kind, and the curve that follows from them. */
final class History {

    /** How many durations are kept: enough for the curve, few enough to follow an API that becomes slower or faster. */
    static final int KEPT = 48;

    private static final int CURVE_PART = 8;

    private final Deque<Lasted> lasted = new ArrayDeque<>();
    private int sinceCurve;
    private Curve curve;

    int size() {
        return lasted.size();
    }

    void add(Lasted one) {
        if (lasted.size() == KEPT) {
            lasted.removeFirst();
        }
        lasted.addLast(one);
        sinceCurve++;
    }

    /** @return the curve; made anew when more than an eighth of the durations are new, since it costs more than one */
    Curve curve() {
        if (curve == null || sinceCurve * CURVE_PART > lasted.size()) {
            curve = new Bells(List.copyOf(lasted)).curve();
            sinceCurve = 0;
        }
        return curve;
    }

    String encode() {
        return lasted.stream().map(Lasted::encode).collect(Collectors.joining(","));
    }

    static History decode(String text) {
        History history = new History();
        Stream.of(text.split(",", -1)).map(Lasted::decode).forEach(history::add);
        return history;
    }
}
