package dev.viduroutes.bench;

import dev.viduroutes.sandbox.Ledger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * How well a case used its account, by the ledger of the sandbox. Times are the vendor's: measured, times the scale.
 *
 * @param ratio ideal makespan / measured makespan. Measured: from the first submit that was accepted until the caller
 *     was told of the last end. Ideal: the same durations in the same order on slots that are never idle
 * @param ratioToEnd the same, but until the last task's own end at the server
 * @param meanDetectionSeconds from a task's end at the server until a status answer or a callback told it
 * @param p95DetectionSeconds the same, at the 95th percentile
 */
record Measurement(
        int tasks,
        double idealSeconds,
        double ratio,
        double ratioToEnd,
        double meanDetectionSeconds,
        double p95DetectionSeconds,
        double pollsPerTask,
        int refusals429,
        int largestWindow,
        int largestConcurrentTasks) {

    private static final double MILLIS_PER_SECOND = 1_000;

    /** @throws IllegalStateException if the ledger does not hold the whole workload, ended and told */
    static Measurement of(Ledger ledger, Workload workload) {
        List<Ledger.Task> tasks = inOrder(ledger);
        requireComplete(tasks, workload);
        double ideal = makespan(durations(ledger), workload.slots());
        long start = tasks.get(0).acceptedAtMillis();
        long end = tasks.stream().mapToLong(Ledger.Task::endedAtMillis).max().orElseThrow();
        long told = tasks.stream().mapToLong(Ledger.Task::toldAtMillis).max().orElseThrow();
        double[] delays = tasks.stream()
                .mapToDouble(
                        task -> (task.toldAtMillis() - task.endedAtMillis()) * workload.scale() / MILLIS_PER_SECOND)
                .sorted()
                .toArray();
        return new Measurement(
                tasks.size(),
                ideal * workload.scale() / MILLIS_PER_SECOND,
                ideal / (told - start),
                ideal / (end - start),
                Arrays.stream(delays).average().orElseThrow(),
                delays[(int) Math.ceil(delays.length * 0.95) - 1],
                tasks.stream().mapToInt(Ledger.Task::polls).average().orElseThrow(),
                ledger.refusals429(),
                ledger.largestArrivals(),
                ledger.largestConcurrentTasks());
    }

    /** @return real milliseconds that each task took, in the order in which they were accepted */
    static long[] durations(Ledger ledger) {
        return inOrder(ledger).stream()
                .mapToLong(task -> task.endedAtMillis() - task.acceptedAtMillis())
                .toArray();
    }

    /** The next task starts in the moment in which a slot is free. */
    static long makespan(long[] durations, int slots) {
        PriorityQueue<Long> freeAt = new PriorityQueue<>();
        long last = 0;
        for (long duration : durations) {
            long start = freeAt.size() < slots ? 0 : freeAt.remove();
            freeAt.add(start + duration);
            last = Math.max(last, start + duration);
        }
        return last;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "ratio %.3f (%.3f to the last end), 429s %d, detection %.1f s mean %.1f s p95, %.1f polls a task, window %d",
                ratio,
                ratioToEnd,
                refusals429,
                meanDetectionSeconds,
                p95DetectionSeconds,
                pollsPerTask,
                largestWindow);
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tasks", tasks);
        values.put("idealSeconds", idealSeconds);
        values.put("ratio", ratio);
        values.put("ratioToEnd", ratioToEnd);
        values.put("refusals429", refusals429);
        values.put("meanDetectionSeconds", meanDetectionSeconds);
        values.put("p95DetectionSeconds", p95DetectionSeconds);
        values.put("pollsPerTask", pollsPerTask);
        values.put("largestWindow", largestWindow);
        values.put("largestConcurrentTasks", largestConcurrentTasks);
        return values;
    }

    private static List<Ledger.Task> inOrder(Ledger ledger) {
        // Stable: tasks accepted within the same millisecond stay in the ledger's order.
        return ledger.tasks().stream()
                .sorted(Comparator.comparingLong(Ledger.Task::acceptedAtMillis))
                .toList();
    }

    private static void requireComplete(List<Ledger.Task> tasks, Workload workload) {
        long told = tasks.stream().filter(task -> task.toldAtMillis() != null).count();
        if (tasks.size() != workload.tasks() || told != workload.tasks()) {
            throw new IllegalStateException(workload.tasks() + " tasks were to be made; " + tasks.size() + " were, "
                    + told + " ends were told");
        }
    }
}
