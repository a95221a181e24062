package dev.viduroutes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder below {@code target/bench} that is gone after use. */
final class Scratch implements AutoCloseable {

    private final Path folder;

    Scratch(String name) throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), name);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
