package dev.viduroutes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A gateway that takes what is dropped into its folder, and what each request cost it, round by round. */
final class FolderCase implements AutoCloseable {

    /** A busy machine takes a fifth of it. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(1);

    private static final long LOOK_MILLIS = 20;

    /** Drops requests. */
    interface Drop {

        /** @return what lies in the folder of done requests once all of them are */
        List<Path> into(Path home, String round, int requests) throws IOException;
    }

    private final String name;
    private final Drop drop;
    private final Scratch home = new Scratch("folder");
    private final HostProcess gateway;
    private final List<Double> elapsedMillisEach = new ArrayList<>();
    private final List<Double> cpuMillisEach = new ArrayList<>();

    FolderCase(String name, Map<String, String> settings, Drop drop) throws IOException {
        this.name = name;
        this.drop = drop;
        Files.createDirectories(inbox(home.folder()));
        Map<String, String> all = new HashMap<>(settings);
        all.put("vidu.home", home.folder().toAbsolutePath().toString());
        List<String> arguments = new ArrayList<>(List.of(QueueHost.GATEWAY));
        all.forEach((key, value) -> arguments.add(key + "=" + value));
        gateway = new HostProcess(QueueHost.class, arguments);
    }

    /** Each request is a file. */
    static List<Path> dropFiles(Path home, String round, int requests) throws IOException {
        List<Path> done = new ArrayList<>();
        for (int number = 1; number <= requests; number++) {
            String file = round + "-" + number + ".json";
            move(home, file, """
                    {"input": {"mode": "text-to-video", "prompt": "file %s %d", "duration": 1}}""".formatted(round, number));
            done.add(home.resolve("done").resolve(file));
        }
        return done;
    }

    /** All requests are rows of one file. */
    static List<Path> dropBatch(Path home, String round, int requests) throws IOException {
        StringBuilder table = new StringBuilder("mode,prompt,duration\n");
        for (int number = 1; number <= requests; number++) {
            table.append("text-to-video,row ")
                    .append(round)
                    .append(' ')
                    .append(number)
                    .append(",1\n");
        }
        move(home, round + ".csv", table.toString());
        return List.of(home.resolve("done").resolve(round + ".csv"));
    }

    private static void move(Path home, String name, String content) throws IOException {
        Path part = Files.writeString(home.resolve(name + ".part"), content);
        Files.move(part, inbox(home).resolve(name));
    }

    private static Path inbox(Path home) {
        return home.resolve("inbox");
    }

    /** Without measuring, so that no measured request is the first of its kind in the process. */
    void warmUp(int requests) throws Exception {
        make("warm", requests);
    }

    void run(int requests) throws Exception {
        Duration before = gateway.cpu();
        Duration took = make("round" + cpuMillisEach.size(), requests);
        elapsedMillisEach.add(took.toNanos() / 1e6 / requests);
        cpuMillisEach.add((double) gateway.cpu().minus(before).toMillis() / requests);
    }

    /** @return from the first file that is dropped to the last that is done */
    private Duration make(String round, int requests) throws Exception {
        Duration longest = LONGEST_REQUEST.multipliedBy(requests);
        long began = System.nanoTime();
        List<Path> open = new ArrayList<>(drop.into(home.folder(), round, requests));
        while (!open.isEmpty()) {
            open.removeIf(Files::exists);
            if (System.nanoTime() - began > longest.toNanos()) {
                throw new TimeoutException(open.size() + " of " + name + " not done within " + longest);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    List<Double> elapsedMillisEach() {
        return elapsedMillisEach;
    }

    List<Double> cpuMillisEach() {
        return cpuMillisEach;
    }

    void report(Report report) throws IOException {
        report.line(
                String.format(
                        Locale.ROOT,
                        "%-6s a request: median %.1f ms, worst of %d rounds %.1f ms; processor time median %.1f ms, worst %.1f ms",
                        name,
                        median(elapsedMillisEach),
                        elapsedMillisEach.size(),
                        worst(elapsedMillisEach),
                        median(cpuMillisEach),
                        worst(cpuMillisEach)),
                Map.of(
                        "case", name,
                        "rounds", elapsedMillisEach.size(),
                        "elapsedMillisEach", median(elapsedMillisEach),
                        "worstElapsedMillisEach", worst(elapsedMillisEach),
                        "cpuMillisEach", median(cpuMillisEach),
                        "worstCpuMillisEach", worst(cpuMillisEach)));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static double worst(List<Double> values) {
        return values.stream().max(Double::compare).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        home.close();
    }
}
