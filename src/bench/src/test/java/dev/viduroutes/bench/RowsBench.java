package dev.viduroutes.bench;

import dev.viduroutes.sandbox.Ledger;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a row of a batch costs, beside a request that is a file of its own, when neither tasks nor limits take time. Each case is a
 * process of its own, sandbox and S3 server are in another; the rounds of the two take turns, so that both see the same machine.
 */
public final class RowsBench {

    private static final int AT_ONCE = 50;
    private static final int UNLIMITED = 1_000_000;

    private final int requests = Integer.getInteger("vidu.bench.rows", 400);
    private final int rounds = Integer.getInteger("vidu.bench.rounds", 5);
    /** A task takes a millisecond. */
    private final Workload workload = new Workload(1, Duration.ofSeconds(1), 0, 1_000, UNLIMITED, UNLIMITED, 1);

    private final Report report;

    private RowsBench(Report report) {
        this.report = report;
    }

    public static void main(String[] arguments) throws Exception {
        try {
            new RowsBench(new Report("rows")).run();
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private void run() throws Exception {
        try (Jitter machine = new Jitter();
                RemoteSandbox sandbox = new RemoteSandbox(workload);
                FolderCase files = new FolderCase("files", settings(sandbox), FolderCase::dropFiles);
                FolderCase rows = new FolderCase("rows", settings(sandbox), FolderCase::dropBatch)) {
            for (FolderCase each : List.of(files, rows)) {
                each.warmUp(requests);
            }
            for (int round = 0; round < rounds; round++) {
                files.run(requests);
                rows.run(requests);
            }
            files.report(report);
            rows.report(report);
            reportRatios(files, rows);
            check(sandbox.ledger(), 2 * requests * (rounds + 1));
            report.line(machine.text(), machine.values());
        }
    }

    private void reportRatios(FolderCase files, FolderCase rows) throws Exception {
        double[] elapsed = ratios(rows.elapsedMillisEach(), files.elapsedMillisEach());
        double[] processor = ratios(rows.cpuMillisEach(), files.cpuMillisEach());
        report.line(
                String.format(
                        Locale.ROOT,
                        "a row costs, in files: time median %.2f, worst %.2f; processor time median %.2f, worst %.2f",
                        elapsed[rounds / 2],
                        elapsed[rounds - 1],
                        processor[rounds / 2],
                        processor[rounds - 1]),
                Map.of(
                        "case", "ratio",
                        "elapsedMedian", elapsed[rounds / 2],
                        "elapsedWorst", elapsed[rounds - 1],
                        "cpuMedian", processor[rounds / 2],
                        "cpuWorst", processor[rounds - 1]));
    }

    /** @return round by round, the smallest first */
    private static double[] ratios(List<Double> ofRows, List<Double> ofFiles) {
        double[] ratios = new double[ofRows.size()];
        Arrays.setAll(ratios, round -> ofRows.get(round) / ofFiles.get(round));
        Arrays.sort(ratios);
        return ratios;
    }

    private static Map<String, String> settings(RemoteSandbox sandbox) {
        String atOnce = Integer.toString(AT_ONCE);
        Map<String, String> settings = new HashMap<>(sandbox.settings());
        settings.put("vidu.intake.file.enabled", "true");
        settings.put("vidu.intake.file.settle", "0s");
        settings.put("vidu.intake.file.poll-interval", "100ms");
        settings.put("vidu.batch.in-flight", Integer.toString(AT_ONCE / 2));
        settings.put("vidu.limits.requests", Integer.toString(UNLIMITED));
        settings.put("vidu.limits.concurrent-tasks", atOnce);
        settings.put("vidu.poll.first-delay", "0s");
        settings.put("vidu.poll.interval", "10ms");
        settings.put("vidu.delivery.parallel", atOnce);
        settings.put("vidu.threads", atOnce);
        return settings;
    }

    private static void check(Ledger ledger, int sent) {
        if (ledger.tasks().size() != sent || ledger.refusals429() > 0) {
            throw new IllegalStateException("the sandbox accepted "
                    + ledger.tasks().size() + " tasks for " + sent + " requests, and refused " + ledger.refusals429());
        }
    }
}
