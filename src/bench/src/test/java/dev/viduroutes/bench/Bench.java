package dev.viduroutes.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the benchmarks that {@code -Dvidu.bench=} names, one after the other, each in a process of its own, so that none
 * counts the threads or the heap of another. Ends with exit code 1 if one fails or takes too long, and 2 if a name is
 * unknown.
 */
public final class Bench {

    /** A benchmark: the class whose {@code main} it is, and the longest it may take. */
    private record Entry(Class<?> main, Duration longest) {}

    private static final Map<String, Entry> ALL = new LinkedHashMap<>();
    private static final int FAILED = 1;
    private static final int UNKNOWN = 2;

    static {
        ALL.put("journal", new Entry(JournalBench.class, Duration.ofMinutes(2)));
        ALL.put("schedule", new Entry(ScheduleBench.class, Duration.ofMinutes(20)));
        ALL.put("pace", new Entry(PaceBench.class, Duration.ofMinutes(40)));
        ALL.put("accounts", new Entry(AccountsBench.class, Duration.ofMinutes(20)));
        ALL.put("waiting", new Entry(WaitingBench.class, Duration.ofMinutes(20)));
        ALL.put("flood", new Entry(FloodBench.class, Duration.ofMinutes(10)));
        ALL.put("queue", new Entry(QueueBench.class, Duration.ofMinutes(15)));
        ALL.put("rows", new Entry(RowsBench.class, Duration.ofMinutes(30)));
        ALL.put("money", new Entry(MoneyBench.class, Duration.ofMinutes(30)));
        ALL.put("start", new Entry(StartBench.class, Duration.ofMinutes(10)));
    }

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> names = List.of(
                System.getProperty("vidu.bench", String.join(",", ALL.keySet())).split(","));
        if (!ALL.keySet().containsAll(names)) {
            System.err.println("vidu.bench is " + String.join(",", names) + "; it must be some of "
                    + String.join(",", ALL.keySet()));
            System.exit(UNKNOWN);
        }
        boolean failed = false;
        for (String name : names) {
            failed |= !succeeds(name, ALL.get(name));
        }
        System.exit(failed ? FAILED : 0);
    }

    private static boolean succeeds(String name, Entry entry) throws IOException, InterruptedException {
        System.out.println("--- " + name);
        Process process = new ProcessBuilder(command(entry.main())).inheritIO().start();
        boolean ended = process.waitFor(entry.longest().toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        boolean succeeded = ended && process.exitValue() == 0;
        if (!succeeded) {
            System.err.println(name + (ended ? " failed" : " took longer than " + entry.longest()));
        }
        return succeeded;
    }

    private static List<String> command(Class<?> main) {
        List<String> command = new ArrayList<>(java());
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("vidu."))
                .sorted()
                .forEach(key -> command.add("-D" + key + "=" + System.getProperty(key)));
        command.add(main.getName());
        return command;
    }

    /** A Java command of this process's version and class path, without its main class. */
    static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+ExitOnOutOfMemoryError",
                "-classpath",
                System.getProperty("java.class.path"));
    }
}
