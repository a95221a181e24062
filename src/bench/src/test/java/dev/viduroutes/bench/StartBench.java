package dev.viduroutes.bench;

import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * From the start of the packaged runner to its first submit, with the request in the folder already: a JVM that knows
 * nothing, an empty journal, a bucket to look at. Needs {@code ./mvnw package} before it.
 */
public final class StartBench {

    private static final Path RUNNER = Path.of("target", "vidu-routes-0.1.0-runner.jar");
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String REQUEST = """
            {"input": {"mode": "text-to-video", "prompt": "%s", "duration": 1}}""";
    private static final int QUICK = 1;

    /** One way to start it. */
    private record Way(String name, List<String> options) {}

    /** What one start took until its submit arrived. */
    private record Start(double seconds, double cpuSeconds) {}

    private final Report report = new Report("start");
    private final Sandbox sandbox;
    private final Store store;
    private int starts;

    private StartBench(Sandbox sandbox, Store store) throws IOException {
        this.sandbox = sandbox;
        this.store = store;
    }

    public static void main(String[] arguments) throws Exception {
        if (!Files.exists(RUNNER)) {
            throw new IllegalStateException(RUNNER + " is not there; make it with ./mvnw package");
        }
        Workload quick = new Workload(QUICK, Duration.ofSeconds(1), 0.1, 10, 100_000, 10, 1);
        try (Sandbox sandbox = quick.sandbox().start();
                Store store = new Store()) {
            new StartBench(sandbox, store).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        Path archive = Files.createTempDirectory("vidu-start").resolve("runner.jsa");
        start(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        String shared = "-XX:SharedArchiveFile=" + archive;
        String light = "-XX:TieredStopAtLevel=1";
        List<Way> ways = List.of(
                new Way("as it comes", List.of()),
                new Way("quick compiler", List.of(light)),
                new Way("archive of classes", List.of(shared)),
                new Way("archive and quick compiler", List.of(shared, light)));
        Map<Way, List<Start>> measured = new HashMap<>();
        // In turns, so that what else the machine does hits all of them.
        for (int round = 0; round < Integer.getInteger("vidu.bench.rounds", 5); round++) {
            for (Way way : ways) {
                measured.computeIfAbsent(way, any -> new ArrayList<>()).add(start(way.options()));
            }
        }
        for (Way way : ways) {
            print(way, measured.get(way));
        }
    }

    private Start start(List<String> options) throws Exception {
        String prompt = "start " + ++starts;
        try (Scratch home = new Scratch("start")) {
            Path inbox = Files.createDirectories(home.folder().resolve("work/inbox"));
            Files.writeString(inbox.resolve("first.json"), REQUEST.formatted(prompt));
            long begin = System.currentTimeMillis();
            Process runner = runner(home.folder(), options);
            try {
                Ledger.Task task = firstTask(prompt, runner);
                double cpu = seconds(runner.info().totalCpuDuration().orElse(Duration.ZERO));
                awaitReport(home.folder().resolve("work/done/first.json.outcome.json"));
                return new Start((task.acceptedAtMillis() - begin) / 1_000.0, cpu);
            } finally {
                runner.destroy();
                runner.waitFor(1, TimeUnit.MINUTES);
            }
        }
    }

    private Process runner(Path home, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", RUNNER.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("VIDU_") || name.startsWith("AWS_"));
        store.settings().forEach((key, value) -> environment.put(variable(key), value));
        environment.put("VIDU_API_KEY", Workload.KEY);
        environment.put("VIDU_API_BASE_URL", sandbox.baseUri().toString());
        environment.put("VIDU_DELIVERY_ALLOW_PRIVATE", "true");
        environment.put("VIDU_POLL_FIRST_DELAY", "200ms");
        environment.put("VIDU_POLL_INTERVAL", "100ms");
        return builder.start();
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private Ledger.Task firstTask(String prompt, Process runner) throws Exception {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (sandbox.ledger().tasksFor(prompt).isEmpty()) {
            if (System.nanoTime() > deadline || !runner.isAlive()) {
                throw new TimeoutException("no submit came");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return sandbox.ledger().tasksFor(prompt).get(0);
    }

    /** The archive holds what the whole way of a request needs. */
    private static void awaitReport(Path report) throws Exception {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!Files.exists(report)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("no report came");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void print(Way way, List<Start> starts) throws IOException {
        double[] seconds = starts.stream().mapToDouble(Start::seconds).sorted().toArray();
        double[] cpu = starts.stream().mapToDouble(Start::cpuSeconds).sorted().toArray();
        report.line(
                String.format(
                        Locale.ROOT,
                        "%s: %.2f s at best, %.2f s median, %.2f s worst of %d; processor time %.2f s median",
                        way.name(),
                        seconds[0],
                        median(seconds),
                        seconds[seconds.length - 1],
                        seconds.length,
                        median(cpu)),
                Map.of(
                        "case",
                        way.name(),
                        "bestSeconds",
                        seconds[0],
                        "medianSeconds",
                        median(seconds),
                        "cpuSeconds",
                        median(cpu)));
    }

    private static double median(double[] sorted) {
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }
}
