package dev.viduroutes.bench;

import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How much of each account's capacity is used by one process that has several, and what one more of them costs the process. */
public final class AccountsBench {

    private AccountsBench() {}

    public static void main(String[] arguments) throws Exception {
        Workload workload = Workload.ofProperties();
        Report report = new Report("accounts");
        try (Store store = new Store()) {
            // The first makes classes ready.
            run(1, workload.warmUp(), store);
            for (int accounts : List.of(1, Integer.getInteger("vidu.bench.accounts", 10))) {
                Map<String, Object> found = run(accounts, workload, store);
                report.line("accounts " + found, found);
            }
        }
        System.exit(0);
    }

    private static Map<String, Object> run(int accounts, Workload workload, Store store) throws Exception {
        SandboxBuilder builder = workload.sandbox();
        Map<String, String> settings = new HashMap<>(Gateway.pace(workload));
        settings.putAll(store.settings());
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < accounts; i++) {
            builder.account("a" + i, "key-of-account-" + i, workload.requests(), Workload.WINDOW, workload.slots());
            settings.put("vidu.account.a" + i + ".key", "key-of-account-" + i);
            names.append(i == 0 ? "" : ",").append("a").append(i);
        }
        settings.put("vidu.accounts", names.toString());
        try (Sandbox sandbox = builder.start()) {
            settings.put("vidu.api.base-url", sandbox.baseUri().toString());
            try (Gateway gateway = GatewayCase.start(settings)) {
                for (int number = 0; number < workload.tasks() * accounts; number++) {
                    gateway.send(number, "a" + number % accounts, Workload.prompt(number));
                }
                gateway.await(workload.deadline());
                return values(accounts, sandbox.ledger(), workload);
            }
        }
    }

    private static Map<String, Object> values(int accounts, Ledger ledger, Workload workload) {
        double[] ratios = new double[accounts];
        for (int i = 0; i < accounts; i++) {
            ratios[i] = ratio(ledger, "a" + i, workload.slots());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("accounts", accounts);
        values.put("tasksOfEach", workload.tasks());
        values.put("leastRatio", rounded(Arrays.stream(ratios).min().orElseThrow()));
        values.put("meanRatio", rounded(Arrays.stream(ratios).average().orElseThrow()));
        values.put("refusals429", ledger.refusals429());
        values.put("cpuMillisOfGateway", cpuMillis());
        values.put("threadsOfGateway", threads());
        values.put("heapMib", heapMib());
        return values;
    }

    /** Ideal makespan / measured makespan, as in {@link Measurement}. */
    private static double ratio(Ledger ledger, String account, int slots) {
        List<Ledger.Task> tasks = ledger.tasks().stream()
                .filter(task -> task.account().equals(account))
                .sorted(Comparator.comparingLong(Ledger.Task::acceptedAtMillis))
                .toList();
        long[] durations = tasks.stream()
                .mapToLong(task -> task.endedAtMillis() - task.acceptedAtMillis())
                .toArray();
        long told = tasks.stream().mapToLong(Ledger.Task::toldAtMillis).max().orElseThrow();
        return (double) Measurement.makespan(durations, slots)
                / (told - tasks.get(0).acceptedAtMillis());
    }

    private static double rounded(double ratio) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", ratio));
    }

    /** Of its own threads that live yet; the sandbox runs in the same process. */
    private static long cpuMillis() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                        .filter(thread -> thread != null && isOurs(thread.getThreadName()))
                        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                        .sum()
                / 1_000_000;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> isOurs(thread.getName()))
                .count();
    }

    private static boolean isOurs(String thread) {
        return thread.startsWith("vidu-") || thread.startsWith("Camel");
    }

    private static long heapMib() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
