package dev.viduroutes.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.limits.CallKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Calls, second by second. */
class CallRingTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final CallRing ring = new CallRing(WINDOW, START);

    private void call(CallKind kind, long nanos) {
        ring.called(kind, START.plusNanos(nanos), nanos);
    }

    private static long fullest(List<Long> calls) {
        return calls.stream()
                .mapToLong(last -> calls.stream()
                        .filter(call -> call <= last && last - call < WINDOW.toNanos())
                        .count())
                .max()
                .orElse(0);
    }

    @Test
    void theFullestWindowIsCountedToTheNanosecond() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Long> calls = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < 400; i++) {
            at += (long) (random.nextDouble() * Duration.ofSeconds(6).toNanos() * random.nextDouble());
            calls.add(at);
            call(CallKind.POLL, at);
        }

        List<CallSecond> seconds = ring.last(CallRing.SECONDS, START.plusNanos(at));

        assertThat(seconds.stream().mapToInt(CallSecond::window).max().orElseThrow())
                .as("seed %d", seed)
                .isEqualTo((int) fullest(calls));
        assertThat(seconds.stream().mapToInt(CallSecond::polls).sum()).isEqualTo(400);
    }

    @Test
    void aWindowEmptiesWhileNothingIsCalled() {
        call(CallKind.SUBMIT, 0);
        call(CallKind.SUBMIT, Duration.ofSeconds(30).toNanos());

        List<CallSecond> seconds = ring.last(CallRing.SECONDS, START.plusSeconds(100));

        assertThat(window(seconds, 0)).isEqualTo(1);
        assertThat(window(seconds, 45)).isEqualTo(2);
        assertThat(window(seconds, 59)).isEqualTo(2);
        assertThat(window(seconds, 60)).isEqualTo(1);
        assertThat(window(seconds, 90)).isZero();
        assertThat(ring.inWindow(Duration.ofSeconds(60).toNanos())).isEqualTo(1);
    }

    private static int window(List<CallSecond> seconds, int at) {
        return seconds.stream()
                .filter(second -> second.at().equals(START.plusSeconds(at)))
                .findFirst()
                .orElseThrow()
                .window();
    }

    @Test
    void onlyTheLastHourIsKept() {
        call(CallKind.SUBMIT, 0);
        ring.refused(START);
        call(CallKind.OTHER, Duration.ofSeconds(3_599).toNanos());
        assertThat(ring.refusals(START.plusSeconds(3_599))).isEqualTo(1);

        List<CallSecond> later = ring.last(CallRing.SECONDS, START.plusSeconds(3_600));

        assertThat(later).hasSize(3_600);
        assertThat(later.stream().mapToInt(CallSecond::submits).sum()).isZero();
        assertThat(later.stream().mapToInt(CallSecond::others).sum()).isEqualTo(1);
        assertThat(ring.refusals(START.plusSeconds(3_600))).isZero();
        assertThat(ring.last(CallRing.SECONDS, START.plusSeconds(1_000_000)).stream()
                        .mapToInt(CallSecond::others)
                        .sum())
                .isZero();
    }

    @Test
    void whatWaitsWaitsOnUntilItIsToldOtherwise() {
        ring.waiting(7, START);
        ring.waiting(3, START.plusSeconds(10));

        List<CallSecond> seconds = ring.last(12, START.plusSeconds(11));

        assertThat(seconds).extracting(CallSecond::waiting).containsExactly(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 3, 3);
    }

    /** A clock that is set back. */
    @Test
    void secondsOfBeforeAreCountedToTheLastOne() {
        call(CallKind.SUBMIT, Duration.ofSeconds(10).toNanos());
        ring.called(CallKind.SUBMIT, START, Duration.ofSeconds(11).toNanos());

        assertThat(ring.last(2, START).get(1).submits()).isEqualTo(2);
    }
}
