package dev.viduroutes.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a benchmark found: a line for people, and the same as a line of JSON in {@code target/bench/<name>.jsonl}. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Path file;

    /** Begins the file anew. */
    Report(String name) throws IOException {
        this.name = name;
        this.file = Path.of("target", "bench", name + ".jsonl");
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
    }

    /** A case that this product does not have, or that its settings refuse. */
    void notAvailable(String which, Case.NotAvailable refused) throws IOException {
        String why = String.valueOf(refused.getMessage());
        line(which + ": not available (" + why + ")", Map.of("case", which, "notAvailable", why));
    }

    synchronized void line(String text, Map<String, ?> values) throws IOException {
        System.out.println(text);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("bench", name);
        record.put("at", Instant.now().toString());
        record.put("processors", Runtime.getRuntime().availableProcessors());
        record.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        record.putAll(values);
        Files.writeString(
                file,
                JSON.writeValueAsString(record) + System.lineSeparator(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
