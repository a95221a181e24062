package dev.viduroutes.polling;

import dev.viduroutes.limits.SettableMeter;
import dev.viduroutes.limits.TokenBucketParameters;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * One run of a workload on a simulated clock: every request waits from the start, each slot takes the next, calls take
 * 50 to 150 ms, and each takes its place in a real bucket. Submits go first.
 */
public final class PollingSimulation {

    private static final long TICK = 100;
    private static final Duration WINDOW = Duration.ofSeconds(60);

    /** How calls are spread. */
    public record Budget(int capacity, double perMinute, int kept) {

        /** One call every 60/58 s. */
        public static final Budget SPACED = new Budget(1, 58, 0);

        static Budget of(TokenBucketParameters shape) {
            double perMinute = shape.refill() * 60e3 / shape.period().toMillis();
            return new Budget(shape.capacity(), perMinute, shape.kept());
        }

        /** What is recommended for a limit of 60 a minute. */
        public static Budget recommended() {
            return of(TokenBucketParameters.of(60, WINDOW));
        }
    }

    /** What a run came to. Durations in seconds. */
    public record Result(double ratio, double pollsPerTask, double[] delays, int largestWindow) {}

    private record Event(long at, String id, boolean ended) {}

    /** @param accepted below 0 until the submit is answered */
    private record Flight(Workload.SimulatedTask task, long ends, long accepted, long ranAt, long asked) {

        Flight acceptedAt(long at) {
            return new Flight(task, ends, at, at, at);
        }

        Flight askedAt(long at) {
            return new Flight(task, ends, accepted, ranAt, at);
        }

        Flight ran() {
            return new Flight(task, ends, accepted, asked, asked);
        }

        ObservedDuration lasted(boolean told, long now) {
            ObservedDuration seen =
                    new ObservedDuration(Duration.ofMillis(ranAt - accepted), Duration.ofMillis(now - accepted));
            return told ? seen.told(Duration.ofMillis(task.millis())) : seen;
        }
    }

    private final Workload.SimulatedTask[] tasks;
    private final SimulatedPolling polling;
    private final Budget budget;
    private final boolean told;
    private final Random random;
    private final SettableMeter time = new SettableMeter();
    private final Bucket bucket;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final Map<String, Flight> flights = new HashMap<>();
    private final List<Long> arrivals = new ArrayList<>();
    private final double[] delays;
    private int free;
    private int submitted;
    private int finished;
    private int polls;
    private long now;

    /** @param told whether the API's answer tells how long the task took */
    public PollingSimulation(
            Workload.SimulatedTask[] tasks,
            int slots,
            SimulatedPolling polling,
            Budget budget,
            boolean told,
            Random random) {
        this.tasks = tasks;
        this.polling = polling;
        this.budget = budget;
        this.told = told;
        this.random = random;
        free = slots;
        delays = new double[tasks.length];
        bucket = Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(Bandwidth.builder()
                        .capacity(budget.capacity())
                        .refillGreedy(1_000_000, Duration.ofNanos((long) (60e15 / budget.perMinute())))
                        .build())
                .build();
    }

    public Result run() {
        int slots = free;
        while (finished < tasks.length) {
            long wake = act();
            if (!events.isEmpty() && events.peek().at() <= wake) {
                Event event = events.poll();
                now = event.at();
                answered(event);
            } else {
                now = wake;
            }
            time.set(1 + now * 1_000_000);
        }
        return new Result(ideal(slots) / now, polls / (double) tasks.length, delays, largestWindow());
    }

    /** Sends what may leave now. @return when to look again */
    private long act() {
        while (free > 0 && submitted < tasks.length) {
            if (!bucket.tryConsume(1)) {
                return now + wait(1);
            }
            submit();
        }
        while (true) {
            Optional<Instant> earliest = polling.earliest();
            if (earliest.isEmpty()) {
                return Long.MAX_VALUE;
            }
            if (earliest.get().toEpochMilli() > now) {
                return earliest.get().toEpochMilli();
            }
            long wait = wait(1 + budget.kept());
            if (wait > 0) {
                return now + wait;
            }
            Optional<String> chosen = polling.choose(Instant.ofEpochMilli(now));
            if (chosen.isEmpty()) {
                return now + TICK;
            }
            bucket.tryConsume(1);
            poll(chosen.get());
        }
    }

    private long wait(int tokens) {
        long nanos = bucket.estimateAbilityToConsume(tokens).getNanosToWaitForRefill();
        return (nanos + 999_999) / 1_000_000;
    }

    private void submit() {
        Workload.SimulatedTask task = tasks[submitted];
        String id = "task-" + submitted++;
        free--;
        long way = way();
        arrivals.add(now + way);
        flights.put(id, new Flight(task, now + way + task.millis(), -1, -1, -1));
        events.add(new Event(now + 2 * way, id, false));
    }

    private void poll(String id) {
        polls++;
        long way = way();
        arrivals.add(now + way);
        Flight flight = flights.get(id);
        flights.put(id, flight.askedAt(now));
        events.add(new Event(now + 2 * way, id, now + way >= flight.ends()));
    }

    private void answered(Event event) {
        Flight flight = flights.get(event.id());
        if (event.ended()) {
            delays[finished++] = (now - flight.ends()) / 1e3;
            free++;
            flights.remove(event.id());
            polling.ended(event.id(), flight.lasted(told, now));
        } else if (flight.accepted() < 0) {
            polling.accepted(event.id(), flight.task().kind(), Instant.ofEpochMilli(now));
            flights.put(event.id(), flight.acceptedAt(now));
        } else {
            polling.stillRunning(event.id(), Instant.ofEpochMilli(flight.asked()), submitted < tasks.length);
            flights.put(event.id(), flight.ran());
        }
    }

    private long way() {
        return 25 + random.nextInt(51);
    }

    private int largestWindow() {
        arrivals.sort(Comparator.naturalOrder());
        int largest = 0;
        int first = 0;
        for (int last = 0; last < arrivals.size(); last++) {
            while (arrivals.get(last) - arrivals.get(first) >= WINDOW.toMillis()) {
                first++;
            }
            largest = Math.max(largest, last - first + 1);
        }
        return largest;
    }

    private double ideal(int slots) {
        PriorityQueue<Long> ends = new PriorityQueue<>();
        for (int i = 0; i < slots; i++) {
            ends.add(0L);
        }
        Arrays.stream(tasks).forEach(task -> ends.add(ends.poll() + task.millis()));
        return ends.stream().mapToLong(end -> end).max().orElseThrow();
    }
}
