package dev.viduroutes.crash;

import dev.viduroutes.runner.ClassArchive;
import dev.viduroutes.runner.Operator;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.fusesource.hawtbuf.Buffer;

/** A {@link HaltingRunner} as a process of its own, which can be killed, paused and continued. */
final class RunnerProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private RunnerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param home where its folder {@code work} is; several may share one
     * @param log what it says is appended here
     * @param faults system properties of {@link HaltingRunner}
     */
    static RunnerProcess start(Path home, Path log, Map<String, String> environment, String... faults)
            throws IOException {
        ProcessBuilder builder = java(List.of(faults), HaltingRunner.class)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Operator.equip(builder.directory(home.toFile()), environment);
        return new RunnerProcess(builder.start(), log);
    }

    /** A JVM that starts soon, with the packaged runner and the classes of the tests that watch it. */
    static ProcessBuilder java(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlogback.configurationFile=logback.xml"));
        command.addAll(ClassArchive.options());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** The runner, the classes of the tests, and what the folder lib has for ActiveMQ Classic. */
    private static String classPath() {
        return Stream.of(HaltingRunner.class, ActiveMQConnectionFactory.class, Buffer.class)
                .map(RunnerProcess::place)
                .collect(Collectors.joining(
                        File.pathSeparator, System.getProperty("vidu.test.runner") + File.pathSeparator, ""));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What an operator sets to use a sandbox, with short waits, and {@link TestPrices}. */
    static Map<String, String> environment(Sandbox sandbox, String key, SandboxS3 s3) {
        Map<String, String> more = new HashMap<>(TestPrices.environment());
        more.putAll(Map.of(
                "VIDU_INTAKE_FILE_SETTLE", "0s",
                "VIDU_INTAKE_FILE_POLL_INTERVAL", "100ms",
                "VIDU_LIMITS_REQUESTS", "100000",
                "VIDU_POLL_FIRST_DELAY", "200ms",
                "VIDU_POLL_INTERVAL", "100ms",
                "VIDU_SUBMIT_GRACE", "1s"));
        return Operator.environment(sandbox, key, s3, more);
    }

    /** @return whether it ended by itself within that time */
    boolean waitFor(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return with what it ended */
    int exitCode() {
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** It stands still, with everything that it has open, until it is continued. */
    void pause() throws IOException, InterruptedException {
        signal("STOP", process.pid());
    }

    /**
     * Pauses it, unless it is within a transaction: who shares its journal would stand still, too.
     *
     * @param journal URL of its database
     * @param probe statement that fails there while anybody is within a transaction
     * @return whether it stands still
     */
    boolean pauseBetweenWrites(String journal, String probe) throws IOException, InterruptedException {
        pause();
        try (Connection connection = DriverManager.getConnection(journal);
                Statement statement = connection.createStatement()) {
            statement.execute(probe);
            return true;
        } catch (SQLException within) {
            resume();
            return false;
        }
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT", process.pid());
    }

    boolean isPaused() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + name + " " + pid + " ended with " + kill.exitValue());
        }
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    /** Kills it, paused or not. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
