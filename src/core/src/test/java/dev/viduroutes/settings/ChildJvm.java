package dev.viduroutes.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process with an environment of its own, on the class path of the tests. */
public final class ChildJvm {

    private static final long PATIENCE_SECONDS = 180;

    private final Class<?> main;
    private final Path folder;
    private final List<String> wrapper;

    /** @param folder where it is started */
    public ChildJvm(Class<?> main, Path folder) {
        this(main, folder, List.of());
    }

    private ChildJvm(Class<?> main, Path folder, List<String> wrapper) {
        this.main = main;
        this.folder = folder;
        this.wrapper = wrapper;
    }

    /** @param command that runs it, such as {@code unshare -m}, and then {@code setUp}, a line of the shell's */
    public ChildJvm under(List<String> command, String setUp) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("sh", "-c", setUp + " && exec \"$@\"", "sh"));
        return new ChildJvm(main, folder, all);
    }

    /** What it said, on both streams, and how it ended. */
    public record End(int exitCode, String output) {}

    public End run(Map<String, String> environment, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Path output = folder.resolve("output.txt");
        ProcessBuilder child = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        child.environment().keySet().removeIf(name -> name.startsWith("VIDU_") || name.startsWith("AWS_"));
        child.environment().putAll(environment);
        Process process = child.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + read(output));
            }
            return new End(process.exitValue(), read(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
