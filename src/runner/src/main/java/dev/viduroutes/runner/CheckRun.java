package dev.viduroutes.runner;

import dev.viduroutes.check.Check;
import dev.viduroutes.check.CheckResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes all checks at once, and waits for none longer than it may take. */
final class CheckRun {

    private final Duration patience;
    private final Runnable progress;

    /**
     * What came of one.
     *
     * @param check its name
     */
    record Finding(String check, CheckResult result) {}

    /** @param progress told of each that ends, on its thread */
    CheckRun(Duration patience, Runnable progress) {
        this.patience = patience;
        this.progress = progress;
    }

    /** @return what came of each, in their order */
    List<Finding> run(List<Check> checks) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(checks.size(), CheckRun::daemon);
        try {
            long end = System.nanoTime() + patience.toNanos();
            List<Future<CheckResult>> looks = checks.stream()
                    .map(check -> threads.submit(() -> look(check)))
                    .toList();
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < checks.size(); i++) {
                Check check = checks.get(i);
                findings.add(new Finding(check.name(), result(check, looks.get(i), end - System.nanoTime())));
            }
            return findings;
        } finally {
            threads.shutdownNow();
        }
    }

    private CheckResult look(Check check) throws Exception {
        try {
            return check.look().call();
        } finally {
            progress.run();
        }
    }

    private CheckResult result(Check check, Future<CheckResult> look, long nanos) throws InterruptedException {
        try {
            return look.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return CheckResult.failed("no answer within " + patience.toSeconds() + " s; look at " + check.settings()
                    + ", and at what the network lets out");
        } catch (ExecutionException failed) {
            return CheckResult.failed(Main.lastWords(failed.getCause()));
        }
    }

    private static Thread daemon(Runnable look) {
        Thread thread = new Thread(look, "vidu-check");
        thread.setDaemon(true);
        return thread;
    }
}
