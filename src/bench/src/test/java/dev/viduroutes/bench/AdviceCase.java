package dev.viduroutes.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A plain client that follows the vendor's advice: as many workers as there are slots; each submits, waits 60 to 90 s,
 * then asks every 5 s. After a 429 it waits those 5 s and tries again.
 */
final class AdviceCase implements Case {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final long FIRST_MILLIS = 60_000;
    private static final long LAST_MILLIS = 90_000;

    @Override
    public String name() {
        return "vendor-advice";
    }

    @Override
    public void run(URI api, Workload workload) throws Exception {
        PlainApi calls = new PlainApi(api);
        Random waits = new Random(workload.seed());
        ExecutorService workers = Executors.newFixedThreadPool(workload.slots());
        try {
            List<Future<?>> requests = new ArrayList<>();
            for (int number = 0; number < workload.tasks(); number++) {
                String prompt = Workload.prompt(number);
                long wait = waits.nextLong(FIRST_MILLIS, LAST_MILLIS);
                requests.add(workers.submit(() -> make(calls, prompt, Duration.ofMillis(wait), workload)));
            }
            long deadline = System.nanoTime() + workload.deadline().toNanos();
            for (Future<?> request : requests) {
                request.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static Void make(PlainApi calls, String prompt, Duration first, Workload workload) throws Exception {
        var taskId = calls.submit(prompt);
        while (taskId.isEmpty()) {
            sleep(workload, INTERVAL);
            taskId = calls.submit(prompt);
        }
        sleep(workload, first);
        while (!calls.hasEnded(taskId.get())) {
            sleep(workload, INTERVAL);
        }
        return null;
    }

    private static void sleep(Workload workload, Duration vendors) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(workload.scaled(vendors).toNanos());
    }
}
