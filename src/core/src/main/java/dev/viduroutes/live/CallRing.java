package dev.viduroutes.live;

import dev.viduroutes.limits.CallKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The calls of the last hour, second by second, in memory that does not grow. How many there are in the rolling window is counted to
 * the nanosecond, since a count by seconds would miss the fullest window. Thread-safe.
 */
final class CallRing {

    static final int SECONDS = 3_600;

    private static final int KINDS = CallKind.values().length;
    private static final int REFUSALS = KINDS;
    private static final int WINDOW = KINDS + 1;
    private static final int WAITING = KINDS + 2;
    private static final int COLUMNS = KINDS + 3;

    private final long windowNanos;
    private final long wholeSeconds;
    private final int[][] counts = new int[COLUMNS][SECONDS];
    private final Deque<Long> inWindow = new ArrayDeque<>();
    /** The last one that is in use. */
    private long second;

    CallRing(Duration window, Instant now) {
        windowNanos = window.toNanos();
        wholeSeconds = window.toSeconds();
        second = now.getEpochSecond();
    }

    synchronized void called(CallKind kind, Instant now, long nanos) {
        forgetCalls(nanos);
        inWindow.add(nanos);
        int slot = slot(now);
        counts[kind.ordinal()][slot]++;
        counts[WINDOW][slot] = Math.max(counts[WINDOW][slot], inWindow.size());
    }

    synchronized void refused(Instant now) {
        counts[REFUSALS][slot(now)]++;
    }

    synchronized void waiting(int requests, Instant now) {
        counts[WAITING][slot(now)] = requests;
    }

    synchronized int inWindow(long nanos) {
        forgetCalls(nanos);
        return inWindow.size();
    }

    synchronized int refusals(Instant now) {
        slot(now);
        int all = 0;
        for (int refused : counts[REFUSALS]) {
            all += refused;
        }
        return all;
    }

    /** @return the last seconds, the first first; that of now, which is not over, last */
    synchronized List<CallSecond> last(int seconds, Instant now) {
        slot(now);
        List<CallSecond> all = new ArrayList<>();
        for (long at = second - Math.min(seconds, SECONDS) + 1; at <= second; at++) {
            all.add(second(at));
        }
        return all;
    }

    private CallSecond second(long at) {
        int slot = index(at);
        return new CallSecond(
                Instant.ofEpochSecond(at),
                Math.max(counts[WINDOW][slot], inWholeSeconds(at)),
                counts[CallKind.SUBMIT.ordinal()][slot],
                counts[CallKind.POLL.ordinal()][slot],
                counts[CallKind.OTHER.ordinal()][slot],
                counts[REFUSALS][slot],
                counts[WAITING][slot]);
    }

    /** Of a second without calls nothing else is known. */
    private int inWholeSeconds(long last) {
        int calls = 0;
        long first = Math.max(last - wholeSeconds + 1, second - SECONDS + 1);
        for (long at = first; at <= last; at++) {
            for (CallKind kind : CallKind.values()) {
                calls += counts[kind.ordinal()][index(at)];
            }
        }
        return calls;
    }

    private void forgetCalls(long nanos) {
        while (!inWindow.isEmpty() && nanos - inWindow.peek() >= windowNanos) {
            inWindow.remove();
        }
    }

    /** Seconds in which nothing happened begin with what lasts. A clock that is set back writes on into the same second. */
    private int slot(Instant now) {
        long target = now.getEpochSecond();
        if (target - second > SECONDS) {
            second = target - SECONDS;
        }
        while (second < target) {
            int before = index(second++);
            int slot = index(second);
            for (int column = 0; column < COLUMNS; column++) {
                counts[column][slot] = column == WAITING ? counts[column][before] : 0;
            }
        }
        return index(second);
    }

    private static int index(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
