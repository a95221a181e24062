package dev.viduroutes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is gone after use. */
final class Scratch implements AutoCloseable {

    private final Path folder;

    /** Below {@code target/bench}. */
    Scratch(String name) throws IOException {
        this(Path.of("target", "bench"), name);
    }

    Scratch(Path parent, String name) throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(parent), name);
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
