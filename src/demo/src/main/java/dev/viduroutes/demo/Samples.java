package dev.viduroutes.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The files of {@code config/samples}, and how each of their requests must end: the name of the file says it. */
final class Samples {

    /** How a sample must end that is neither refused nor invalid. */
    static final String STORED = "STORED";

    private final Path folder;

    Samples(Path folder) {
        this.folder = folder;
    }

    /** @return name of a request's file, or of a row, to {@link #STORED} or the reason code of its dead letter */
    Map<String, String> expected() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (String name : files()) {
            requestsOf(name).forEach(request -> expected.put(request, expected(name)));
        }
        return expected;
    }

    private List<String> requestsOf(String name) throws IOException {
        if (name.endsWith(".json")) {
            return List.of(name);
        } else if (!name.endsWith(".csv")) {
            return List.of();
        }
        long rows = Files.readAllLines(folder.resolve(name)).size() - 1L;
        return LongStream.rangeClosed(1, rows).mapToObj(row -> name + "." + row).toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Under another name first, as a careful producer does, so that no half-written file is seen. */
    void copyTo(Path inbox) throws IOException {
        for (String name : files()) {
            Path written = Files.copy(folder.resolve(name), inbox.resolve(name + ".part"));
            Files.move(written, inbox.resolve(name));
        }
    }

    private static String expected(String name) {
        if (name.startsWith("refused-")) {
            return "CONTENT_VIOLATION";
        }
        return name.startsWith("invalid-") ? "INVALID_REQUEST" : STORED;
    }
}
