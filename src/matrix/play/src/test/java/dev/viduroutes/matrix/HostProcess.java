package dev.viduroutes.matrix;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A host in a process of its own. What it prints is kept in a file. */
final class HostProcess implements AutoCloseable {

    private static final String SAYS = "host: ";

    private final Process process;
    private final BufferedWriter orders;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    HostProcess(Cell cell, Path folder, Properties settings) throws IOException {
        Path file = folder.resolve("settings.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        String classPath = Cell.program()
                + File.pathSeparator
                + Files.readString(cell.classPath()).strip();
        process = new ProcessBuilder(
                        cell.jdk().java().toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        classPath,
                        cell.main(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        orders = process.outputWriter(StandardCharsets.UTF_8);
        Path log = folder.resolve("log");
        Thread reader = new Thread(() -> read(log), "output of " + cell.id());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Path log) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter kept = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                kept.write(line);
                kept.newLine();
                if (line.startsWith(SAYS)) {
                    said.add(line.substring(SAYS.length()));
                }
            }
        } catch (IOException ended) {
            said.add("its output broke off: " + ended.getMessage());
        }
        said.add("ended");
    }

    /** @return what it says of a prompt */
    String outcomeOf(String prompt, Duration patience) throws IOException, InterruptedException {
        orders.write(prompt);
        orders.newLine();
        orders.flush();
        return next(patience);
    }

    /** @return the next that it says */
    String next(Duration patience) throws InterruptedException {
        String next = said.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return next == null ? "nothing in " + patience.toSeconds() + " s" : next;
    }

    /** @return its exit code, or -1 if it did not end */
    int stop(Duration patience) throws IOException, InterruptedException {
        orders.close();
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
