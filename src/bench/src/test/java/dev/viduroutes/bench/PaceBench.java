package dev.viduroutes.bench;

import dev.viduroutes.bench.Case.NotAvailable;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How much of an account's capacity is used: this product with polling and with callbacks, a plain client that follows
 * the vendor's advice, and a plain Camel loop. Each has a sandbox of its own, and all have tasks of the same durations in
 * the same order.
 */
public final class PaceBench {

    /** By rounding to milliseconds, at both ends. */
    private static final int DURATIONS_DIFFER_BY_MILLIS = 2;

    private final Workload workload;
    private final Report report;

    private PaceBench(Workload workload, Report report) {
        this.workload = workload;
        this.report = report;
    }

    public static void main(String[] arguments) throws Exception {
        PaceBench bench = new PaceBench(Workload.ofProperties(), new Report("pace"));
        try (Store store = new Store()) {
            List<Case> ready = new ArrayList<>();
            for (Case one : wanted(store)) {
                if (bench.isReady(one)) {
                    ready.add(one);
                }
            }
            bench.measureOn(ready);
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private void measureOn(List<Case> cases) throws Exception {
        try (Jitter machine = new Jitter()) {
            List<Ledger> ledgers = measureAll(cases);
            report.line(machine.text(), machine.values());
            checkSame(ledgers);
        }
    }

    private static List<Case> wanted(Store store) {
        List<Case> all = List.of(
                new GatewayCase("polling", store),
                new GatewayCase("callback", store),
                new AdviceCase(),
                new CamelLoopCase());
        String asked = System.getProperty("vidu.bench.cases", "all");
        List<String> known = all.stream().map(Case::name).toList();
        List<String> names = asked.equals("all") ? known : List.of(asked.split(","));
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException(
                    "vidu.bench.cases is " + asked + "; it must be all, or some of " + String.join(",", known));
        }
        return all.stream().filter(one -> names.contains(one.name())).toList();
    }

    /** Some fast tasks, so that no measured call is the first of its kind. */
    private boolean isReady(Case one) throws Exception {
        Workload warmUp = workload.warmUp();
        try (Sandbox sandbox = warmUp.sandbox().start()) {
            one.run(sandbox.baseUri(), warmUp);
            return true;
        } catch (NotAvailable refused) {
            report.notAvailable(one.name(), refused);
            return false;
        }
    }

    /** @return what each sandbox saw; each case at once, unless {@code vidu.bench.at-once} says otherwise */
    private List<Ledger> measureAll(List<Case> cases) throws Exception {
        ExecutorService threads =
                Executors.newFixedThreadPool(Integer.getInteger("vidu.bench.at-once", Math.max(1, cases.size())));
        try {
            List<Callable<Ledger>> runs = cases.stream()
                    .<Callable<Ledger>>map(one -> () -> measure(one))
                    .toList();
            List<Ledger> ledgers = new ArrayList<>();
            for (Future<Ledger> run : threads.invokeAll(runs)) {
                ledgers.add(run.get());
            }
            return ledgers;
        } finally {
            threads.shutdownNow();
        }
    }

    private Ledger measure(Case one) throws Exception {
        try (Sandbox sandbox = workload.sandbox().start()) {
            one.run(sandbox.baseUri(), workload);
            Ledger ledger = sandbox.ledger();
            report(one.name(), Measurement.of(ledger, workload));
            return ledger;
        }
    }

    private void report(String name, Measurement found) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("case", name);
        values.put("sigma", workload.sigma());
        values.put("scale", workload.scale());
        values.put("seed", workload.seed());
        values.putAll(found.values());
        report.line(String.format("%-14s %s", name, found.text()), values);
    }

    /** @throws IllegalStateException if one case had easier tasks than another */
    private static void checkSame(List<Ledger> ledgers) {
        for (Ledger ledger : ledgers) {
            long[] first = Measurement.durations(ledgers.get(0));
            long[] others = Measurement.durations(ledger);
            for (int i = 0; i < first.length; i++) {
                if (Math.abs(first[i] - others[i]) > DURATIONS_DIFFER_BY_MILLIS) {
                    throw new IllegalStateException("task " + i + " took " + first[i] + " ms in one case and "
                            + others[i] + " ms in another; the cases can't be compared");
                }
            }
        }
    }
}
