package dev.viduroutes.bench;

import dev.viduroutes.bench.Case.NotAvailable;
import dev.viduroutes.sandbox.Ledger;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What 5,000 requests cost a node while their tasks run: threads, heap, and whether waits end late because there are so
 * many. The sandbox runs in a process of its own; limits are raised to 500 accounts' worth.
 */
public final class WaitingBench {

    private static final int WARM_UP = 200;
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration OBSERVED = Duration.ofMinutes(2);

    private final int waiting = Integer.getInteger("vidu.bench.waiting", 5_000);
    private final Workload workload =
            new Workload(waiting, Duration.ofSeconds(180), 0.25, 1, 6 * waiting, waiting + WARM_UP, 1);
    private final Report report;

    private WaitingBench(Report report) {
        this.report = report;
    }

    public static void main(String[] arguments) throws Exception {
        WaitingBench bench = new WaitingBench(new Report("waiting"));
        try {
            for (String mode : List.of("polling", "callback")) {
                bench.runIfAvailable(mode);
            }
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private void runIfAvailable(String mode) throws Exception {
        try (Jitter machine = new Jitter();
                RemoteSandbox sandbox = new RemoteSandbox(workload);
                Gateway gateway = GatewayCase.start(settings(mode, sandbox));
                Lateness lateness = new Lateness(gateway.bean("viduPool", ScheduledThreadPoolExecutor.class))) {
            run(mode, sandbox, gateway, lateness);
            report.line(machine.text(), machine.values());
        } catch (NotAvailable refused) {
            report.notAvailable(mode, refused);
        }
    }

    private Map<String, String> settings(String mode, RemoteSandbox sandbox) throws Exception {
        Map<String, String> settings = new HashMap<>(Gateway.pace(workload));
        // Every task is asked about every 20 s: 250 polls a second.
        settings.put("vidu.poll.first-delay", "5s");
        settings.put("vidu.poll.interval", "20s");
        settings.putAll(GatewayCase.mode(mode));
        settings.putAll(sandbox.settings());
        return settings;
    }

    private void run(String mode, RemoteSandbox sandbox, Gateway gateway, Lateness lateness) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount();
        send(gateway, 0, WARM_UP, "a fox sandbox:fast");
        gateway.await(START);
        long heapBefore = Machine.heapBytes();
        send(gateway, WARM_UP, waiting, "a fox");
        Machine.await("all submitted", START, () -> sandbox.ledger().tasks().size() >= WARM_UP + waiting);
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("case", mode);
        found.put("waiting", waiting);
        found.put("heapBytesEach", (Machine.heapBytes() - heapBefore) / waiting);
        found.put("threads", threads.getThreadCount());
        observe(mode, sandbox, lateness, found);
        found.put("peakThreads", threads.getPeakThreadCount());
        report.line(text(mode, found), found);
    }

    private static void send(Gateway gateway, int from, int count, String prompt) {
        for (int number = from; number < from + count; number++) {
            gateway.send(number, prompt);
        }
    }

    private static void observe(String mode, RemoteSandbox sandbox, Lateness lateness, Map<String, Object> found)
            throws Exception {
        int before = polls(sandbox.ledger());
        lateness.reset();
        TimeUnit.SECONDS.sleep(OBSERVED.toSeconds());
        found.put("worstLatenessSeconds", lateness.worstSeconds());
        Ledger ledger = sandbox.ledger();
        found.put("pollsPerSecond", (polls(ledger) - before) / (double) OBSERVED.toSeconds());
        found.put("refusals429", ledger.refusals429());
        if (mode.equals("callback")) {
            found.put("worstCallbackSeconds", worstCallbackSeconds(ledger));
        }
    }

    private static String text(String mode, Map<String, Object> found) {
        String callbacks = found.containsKey("worstCallbackSeconds")
                ? ", latest callback answered after " + found.get("worstCallbackSeconds") + " s"
                : "";
        return String.format(
                Locale.ROOT,
                "%-9s %d waiting: %d threads (%d at most), %d bytes of heap each, latest wait %.3f s overdue,"
                        + " %.0f polls/s%s",
                mode,
                found.get("waiting"),
                found.get("threads"),
                found.get("peakThreads"),
                found.get("heapBytesEach"),
                found.get("worstLatenessSeconds"),
                found.get("pollsPerSecond"),
                callbacks);
    }

    private static int polls(Ledger ledger) {
        return ledger.tasks().stream().mapToInt(Ledger.Task::polls).sum();
    }

    /** Callbacks are late by as much as they are acknowledged late. */
    private static double worstCallbackSeconds(Ledger ledger) {
        return ledger.tasks().stream()
                        .filter(task -> task.toldAtMillis() != null)
                        .mapToLong(task -> task.toldAtMillis() - task.endedAtMillis())
                        .max()
                        .orElse(0)
                / 1_000.0;
    }
}
