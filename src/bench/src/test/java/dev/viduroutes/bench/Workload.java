package dev.viduroutes.bench;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.time.Duration;

/**
 * What is to be done, and under which limits. Durations are the vendor's; here they take 1 / {@code scale} of that.
 *
 * @param tasks how many requests, 1 or more
 * @param median of the log-normal task duration
 * @param sigma of the log-normal task duration, 0 to 3
 * @param scale how many times faster than real time, 1 or more; a large one charges our milliseconds as seconds
 * @param requests calls in any rolling minute
 * @param slots tasks at the same time
 * @param seed the same seed gives the same durations in the same order, whoever submits
 */
record Workload(int tasks, Duration median, double sigma, double scale, int requests, int slots, long seed) {

    static final Duration WINDOW = Duration.ofSeconds(60);
    static final String KEY = "key-of-this-benchmark";

    /** The account of the contract: 60 requests a minute, 10 tasks at once. */
    static Workload ofProperties() {
        return new Workload(
                Integer.getInteger("vidu.bench.tasks", 200),
                Duration.ofSeconds(90),
                number("vidu.bench.sigma", 0.25),
                number("vidu.bench.scale", 10),
                60,
                10,
                Long.getLong("vidu.bench.seed", 1));
    }

    /** Some fast tasks without limits, so that no measured call is the first of its kind in the process. */
    Workload warmUp() {
        return new Workload(20, Duration.ofSeconds(90), 0.1, 90, 100_000, slots, seed);
    }

    /** What it takes here. */
    Duration scaled(Duration vendors) {
        return Duration.ofNanos(Math.round(vendors.toNanos() / scale));
    }

    /** The sandbox that has these limits and durations. */
    SandboxBuilder sandbox() {
        return Sandbox.builder()
                .apiKey(KEY)
                .seed(seed)
                .timeScale(scale)
                .taskDuration(median, sigma)
                .limits(requests, WINDOW, slots)
                .pricePerSecond(0);
    }

    /** The longest that a case may take: a third of the speed that is possible, and a minute for the start. */
    Duration deadline() {
        return scaled(median.multipliedBy(3L * tasks).dividedBy(slots))
                .plus(scaled(median.multipliedBy(3)))
                .plusMinutes(1);
    }

    /** The prompt of a request; different for each. */
    static String prompt(int number) {
        return "a fox, take " + number;
    }

    private static double number(String property, double otherwise) {
        return Double.parseDouble(System.getProperty(property, Double.toString(otherwise)));
    }
}
