package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged runner as a process of its own, set up by environment variables as an operator does. */
final class Runner implements AutoCloseable {

    private final Path home;
    private final Path log;
    private final Process process;

    private Runner(Path home, Process process, Path log) {
        this.home = home;
        this.process = process;
        this.log = log;
    }

    static Runner start(Path home, Map<String, String> environment, String... jvmOptions) throws IOException {
        return startUnder(List.of(), home, environment, System.getProperty("vidu.test.runner"), jvmOptions);
    }

    /** @param wrapper the command that runs the runner's, such as strace; nothing for none */
    static Runner startUnder(
            List<String> wrapper, Path home, Map<String, String> environment, String jar, String... jvmOptions)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(wrapper);
        command.add(java.toString());
        command.addAll(ClassArchive.options());
        command.addAll(List.of(jvmOptions));
        return start(command, home, environment, jar);
    }

    /** @param java the program that runs it */
    static Runner start(Path java, Path home, Map<String, String> environment, List<String> jvmOptions)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(jvmOptions);
        return start(command, home, environment, System.getProperty("vidu.test.runner"));
    }

    private static Runner start(List<String> command, Path home, Map<String, String> environment, String jar)
            throws IOException {
        command.addAll(List.of("-jar", jar));
        Path log = Files.createTempFile("runner", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Operator.equip(builder, environment);
        return new Runner(home, builder.start(), log);
    }

    /** What an operator sets to use a sandbox; time runs a hundred times faster there. */
    static Map<String, String> environment(Sandbox sandbox, String key, SandboxS3 s3) {
        return Operator.environment(
                sandbox,
                key,
                s3,
                Map.of(
                        "VIDU_LIMITS_WINDOW", "600ms",
                        "VIDU_POLL_FIRST_DELAY", "600ms",
                        "VIDU_POLL_INTERVAL", "100ms"));
    }

    Path inbox() {
        return home.resolve("work/inbox");
    }

    Path done() {
        return home.resolve("work/done");
    }

    void drop(String name, String document) throws IOException {
        Files.createDirectories(inbox());
        Path written = Files.writeString(inbox().resolve(name + ".part"), document);
        Files.move(written, inbox().resolve(name));
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to stop, as a service manager does. */
    void terminate() {
        process.destroy();
    }

    /** As a machine that goes down does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    int awaitExit(long seconds) throws InterruptedException {
        assertThat(process.waitFor(seconds, TimeUnit.SECONDS))
                .as("ends within %d s", seconds)
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        // What only wraps the runner would leave it running.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.deleteIfExists(log);
    }
}
