package dev.viduroutes.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The request files of {@code config/samples}, and how each must end: its name says it. */
final class Samples {

    /** How a sample must end that is neither refused nor invalid. */
    static final String STORED = "STORED";

    private final Path folder;

    Samples(Path folder) {
        this.folder = folder;
    }

    /** @return file name to {@link #STORED} or the reason code of its dead letter */
    Map<String, String> expected() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                expected.put(name, expected(name));
            }
        }
        return expected;
    }

    /** Under another name first, as a careful producer does, so that no half-written file is seen. */
    void copyTo(Path inbox) throws IOException {
        for (String name : expected().keySet()) {
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
