package dev.viduroutes.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A main class in a process of its own, so that neither its memory nor its work counts as somebody else's. It prints a
 * line once it is ready, and ends when its input ends.
 */
final class HostProcess implements AutoCloseable {

    private static final String READY = "ready: ";

    private final Process process;
    private final String line;

    HostProcess(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(Bench.java());
        command.add(main.getName());
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        line = output.lines()
                .filter(printed -> printed.startsWith(READY))
                .findFirst()
                .map(printed -> printed.substring(READY.length()))
                .orElseThrow(() -> new IOException("the process of " + main.getSimpleName() + " did not start"));
        passOn(output);
    }

    /** A process whose output nobody reads stands still. */
    private static void passOn(BufferedReader output) {
        Thread reader = new Thread(() -> output.lines().forEach(System.err::println), "bench-host-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** For the main class: says that it is ready, and returns once nobody needs it. */
    static void serve(String line) throws IOException {
        System.out.println(READY + line);
        while (System.in.read() >= 0) {
            // Whatever comes: the end of the input is what counts.
            continue;
        }
    }

    /** What it said when it was ready. */
    String line() {
        return line;
    }

    /** @return processor time used since its start, to 10 ms */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
