package dev.viduroutes.bench;

import dev.viduroutes.sandbox.Ledger;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One node with the traffic of 100 accounts: 6,000 calls a minute, 1,000 tasks at once of 90 s each, in real time. Says
 * how much of the limit is used, and what that costs. The sandbox runs in a process of its own.
 */
public final class FloodBench {

    private static final int ACCOUNTS = 100;
    /** More than can end: the line is never empty. */
    private static final int REQUESTS = 4_000;

    private static final Duration RAMP = Duration.ofSeconds(90);
    private static final Duration OBSERVED = Duration.ofSeconds(120);

    private final Workload workload =
            new Workload(REQUESTS, Duration.ofSeconds(90), 0.25, 1, 60 * ACCOUNTS, 10 * ACCOUNTS, 1);

    /** What was reached at one moment. */
    private record Reading(long calls, long stored, Duration cpu, long nanos) {}

    private FloodBench() {}

    public static void main(String[] arguments) throws Exception {
        try {
            new FloodBench().run(new Report("flood"));
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private void run(Report report) throws Exception {
        try (Jitter machine = new Jitter();
                RemoteSandbox sandbox = new RemoteSandbox(workload);
                Gateway gateway = new Gateway(settings(sandbox));
                Lateness lateness = new Lateness(gateway.bean("viduPool", ScheduledThreadPoolExecutor.class))) {
            for (int number = 0; number < REQUESTS; number++) {
                gateway.send(number, Workload.prompt(number));
            }
            TimeUnit.SECONDS.sleep(RAMP.toSeconds());
            Reading before = reading(sandbox.ledger(), gateway);
            lateness.reset();
            TimeUnit.SECONDS.sleep(OBSERVED.toSeconds());
            double late = lateness.worstSeconds();
            Reading after = reading(sandbox.ledger(), gateway);
            report(report, before, after, late, sandbox.ledger());
            report.line(machine.text(), machine.values());
        }
    }

    /** Asks as often as the limit allows: with 5 s, 1,000 tasks of 90 s need no more than 78 calls a second. */
    private Map<String, String> settings(RemoteSandbox sandbox) {
        Map<String, String> settings = new HashMap<>(Gateway.pace(workload));
        settings.put("vidu.poll.interval", "1s");
        settings.putAll(sandbox.settings());
        return settings;
    }

    /** The ledger was read before the clock: reading it is no work of the gateway. */
    private static Reading reading(Ledger ledger, Gateway gateway) {
        long calls = List.of("generateTask", "statusTask", "balance").stream()
                .map(ledger.calls()::get)
                .filter(found -> found != null)
                .mapToLong(Ledger.Calls::total)
                .sum();
        return new Reading(calls, gateway.stored(), Machine.cpu(), System.nanoTime());
    }

    private void report(Report report, Reading before, Reading after, double late, Ledger ledger) throws Exception {
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        double rate = (after.calls() - before.calls()) / seconds;
        double videos = (after.stored() - before.stored()) / seconds;
        double cores = after.cpu().minus(before.cpu()).toNanos() / 1e9 / seconds;
        double share = rate * Workload.WINDOW.toSeconds() / workload.requests();
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("case", "100-accounts");
        found.put("callsPerSecond", rate);
        found.put("shareOfLimit", share);
        found.put("videosPerSecond", videos);
        found.put("cores", cores);
        found.put("refusals429", ledger.refusals429());
        found.put("largestWindow", ledger.largestArrivals());
        found.put("largestConcurrentTasks", ledger.largestConcurrentTasks());
        found.put("worstLatenessSeconds", late);
        report.line(
                String.format(
                        Locale.ROOT,
                        "100 accounts: %.1f calls/s (%.1f%% of the limit), %.1f videos/s, %.2f cores, 429s %d, window %d,"
                                + " latest wait %.3f s overdue",
                        rate,
                        100 * share,
                        videos,
                        cores,
                        ledger.refusals429(),
                        ledger.largestArrivals(),
                        late),
                found);
    }
}
