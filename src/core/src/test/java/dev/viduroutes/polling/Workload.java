package dev.viduroutes.polling;

import java.util.Random;

/**
 * Tasks to be simulated.
 *
 * @param name what kind of durations
 * @param durations of one task, given how far the run has got (0 to 1)
 */
public record Workload(String name, LearnedDurations durations) {

    /** Draws what a task takes. */
    @FunctionalInterface
    public interface LearnedDurations {

        SimulatedTask draw(double progress, Random random);
    }

    /** What a simulated task is and takes. */
    public record SimulatedTask(TaskKind kind, long millis) {}

    public static final TaskKind USUAL = new TaskKind("text-to-video", "720p", 5);
    public static final TaskKind QUICK = new TaskKind("turbo-text-to-video", "540p", 2);
    public static final TaskKind SLOW = new TaskKind("image-to-video", "1080p", 16);

    public static Workload logNormal(double medianSeconds, double sigma) {
        return new Workload(
                "median %.0f s, sigma %.2f".formatted(medianSeconds, sigma),
                (progress, random) -> usual(medianSeconds, sigma, random));
    }

    /** 40 s or 140 s, and nothing tells beforehand. */
    public static Workload bimodal() {
        return new Workload(
                "bimodal 40 s / 140 s", (progress, random) -> usual(random.nextBoolean() ? 40 : 140, 0.1, random));
    }

    /** Twice as slow at the end as at the start. */
    public static Workload drifting() {
        return new Workload(
                "drifting 90 s to 180 s", (progress, random) -> usual(90 * Math.pow(2, progress), 0.15, random));
    }

    /** As slow from one task to the next as the API gets in a bad hour. */
    public static Workload jumping() {
        return new Workload(
                "jumping 90 s to 180 s", (progress, random) -> usual(progress < 0.5 ? 90 : 180, 0.15, random));
    }

    /** One task in twenty takes three to ten times as long. */
    public static Workload heavyTail() {
        return new Workload("heavy tail", (progress, random) -> {
            double stretch = random.nextInt(20) == 0 ? 3 + 7 * random.nextDouble() : 1;
            return usual(90 * stretch, 0.2, random);
        });
    }

    /** Three kinds that the request tells apart: 30 s, 90 s and 240 s. */
    public static Workload mixed() {
        return new Workload("three kinds 30/90/240 s", (progress, random) -> switch (random.nextInt(3)) {
            case 0 -> task(QUICK, 30, 0.2, random);
            case 1 -> task(USUAL, 90, 0.2, random);
            default -> task(SLOW, 240, 0.2, random);
        });
    }

    SimulatedTask[] tasks(int count, Random random) {
        SimulatedTask[] tasks = new SimulatedTask[count];
        for (int i = 0; i < count; i++) {
            tasks[i] = durations.draw(i / (double) count, random);
        }
        return tasks;
    }

    private static SimulatedTask usual(double medianSeconds, double sigma, Random random) {
        return task(USUAL, medianSeconds, sigma, random);
    }

    private static SimulatedTask task(TaskKind kind, double medianSeconds, double sigma, Random random) {
        return new SimulatedTask(kind, Math.round(1_000 * medianSeconds * Math.exp(sigma * random.nextGaussian())));
    }
}
