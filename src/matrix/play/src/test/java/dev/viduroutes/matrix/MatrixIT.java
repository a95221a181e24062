package dev.viduroutes.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plays the jar in hosts of several versions of Camel, Spring Boot and Java, and prints a table of how it went. */
class MatrixIT {

    private static final List<Integer> JAVAS = List.of(17, 25);
    private static final List<String> COLUMNS =
            List.of("linkage", "start", "whole way", "refusal", "file", "Kafka", "JMS", "stop");
    private static final int AT_ONCE = 2;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OK = "yes";

    private final Path folder = Path.of("target/matrix").toAbsolutePath();
    private Surroundings surroundings;

    @BeforeEach
    void startSurroundings() throws Exception {
        Files.createDirectories(folder);
        surroundings = new Surroundings(Files.createTempDirectory(folder, "run"));
    }

    @AfterEach
    void stopSurroundings() {
        surroundings.close();
    }

    @Test
    void everyHostGoesTheWholeWay() throws Exception {
        Map<Cell, Map<String, String>> results = play(Cell.all(jdks()));

        print(results);
        assertThat(results)
                .isNotEmpty()
                .allSatisfy((cell, row) -> assertThat(row)
                        .as("%s, whose output is %s", cell.id(), row.get("log"))
                        .containsAllEntriesOf(clean()));
    }

    private static Map<String, String> clean() {
        return COLUMNS.stream().collect(Collectors.toMap(Function.identity(), column -> OK));
    }

    private static List<Jdk> jdks() throws IOException {
        List<Jdk> jdks = new ArrayList<>();
        for (int java : JAVAS) {
            Optional<Jdk> found = Jdk.find(java);
            found.ifPresent(jdks::add);
            if (found.isEmpty()) {
                System.out.println("matrix: NOT RUN with Java " + java + ", which is not on this machine; JAVA_HOME_"
                        + java + " may name one");
            }
        }
        return jdks;
    }

    private Map<Cell, Map<String, String>> play(List<Cell> cells) throws Exception {
        ExecutorService players = Executors.newFixedThreadPool(AT_ONCE);
        Map<Cell, Future<Map<String, String>>> running = new LinkedHashMap<>();
        cells.forEach(cell -> running.put(cell, players.submit(() -> play(cell))));
        Map<Cell, Map<String, String>> results = new LinkedHashMap<>();
        for (Map.Entry<Cell, Future<Map<String, String>>> entry : running.entrySet()) {
            results.put(entry.getKey(), entry.getValue().get());
        }
        players.shutdown();
        return results;
    }

    private Map<String, String> play(Cell cell) throws Exception {
        long begun = System.nanoTime();
        Map<String, String> row = new LinkedHashMap<>();
        Path own = Files.createTempDirectory(folder, cell.id());
        Path home = Files.createDirectories(own.resolve("home"));
        row.put("Spring", spring(cell));
        attempt(row, "linkage", () -> Linkage.missing(cell));
        try (HostProcess host = new HostProcess(cell, own, surroundings.settings(home, cell.id()))) {
            attempt(row, "start", () -> same("camel " + cell.camel(), host.next(START)));
            if (row.get("start").equals(OK)) {
                attempt(row, "whole way", () -> same("STORED", host.outcomeOf("A lighthouse at dusk", PATIENCE)));
                attempt(
                        row,
                        "refusal",
                        () -> same("CONTENT_VIOLATION", host.outcomeOf("sandbox:fail=CONTENT_VIOLATION", PATIENCE)));
                attempt(row, "file", () -> file(home));
                attempt(row, "Kafka", () -> kafka(cell));
                attempt(
                        row,
                        "JMS",
                        () -> stored(surroundings.queues(cell.id()).answerTo(document("by-jms"), PATIENCE)));
                attempt(row, "stop", () -> same("0", Integer.toString(host.stop(PATIENCE))));
            }
        }
        row.put(
                "seconds",
                Long.toString(Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
        row.put("log", own.resolve("log").toString());
        return row;
    }

    private static void attempt(Map<String, String> row, String column, Callable<String> step) {
        try {
            row.put(column, step.call());
        } catch (Exception failed) {
            row.put(column, failed.toString());
        }
    }

    /** The outcome of a file lies beside it among what is done. */
    private static String file(Path home) throws Exception {
        Path draft = Files.writeString(home.resolve("by-file.json"), document("by-file"));
        Files.move(draft, home.resolve("inbox/by-file.json"), StandardCopyOption.ATOMIC_MOVE);
        Path outcome = home.resolve("done/by-file.json.outcome.json");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(outcome));
        return Files.exists(home.resolve("inbox/by-file.json"))
                ? "left in the inbox"
                : stored(Files.readString(outcome));
    }

    private String kafka(Cell cell) throws Exception {
        Topics topics = surroundings.topics(cell.id());
        topics.send(document("by-kafka"));
        return stored(topics.outcomeOf("by-kafka", PATIENCE));
    }

    private static String document(String requestId) {
        return "{\"request_id\":\"" + requestId + "\",\"provider\":\"vidu\",\"input\":{\"mode\":\"text-to-video\","
                + "\"prompt\":\"A harbour at dawn\",\"duration\":5,\"resolution\":\"720p\"}}";
    }

    private static String stored(String outcome) {
        return outcome.contains("\"STORED\"") ? OK : outcome;
    }

    private static String same(String expected, String found) {
        return expected.equals(found) ? OK : found;
    }

    /** Read from the names of the jars. */
    private static String spring(Cell cell) throws IOException {
        Matcher spring = Pattern.compile("spring-core-([0-9.]+)\\.jar").matcher(Files.readString(cell.classPath()));
        return spring.find() ? spring.group(1) : "none";
    }

    private static void print(Map<Cell, Map<String, String>> results) {
        System.out.println("| Host | Camel | Spring | Java | " + String.join(" | ", COLUMNS) + " | Seconds |");
        System.out.println("|---|---|---|---|" + "---|".repeat(COLUMNS.size() + 1));
        results.forEach((cell, row) -> {
            List<String> fields = Stream.concat(
                            Stream.of(
                                    cell.host().startsWith("boot")
                                            ? "Spring Boot"
                                                    + cell.host().substring(4).replace('-', ' ')
                                            : "plain",
                                    cell.camel(),
                                    row.get("Spring"),
                                    Integer.toString(cell.jdk().feature())),
                            COLUMNS.stream().map(column -> row.getOrDefault(column, "not reached")))
                    .toList();
            System.out.println("| " + String.join(" | ", fields) + " | " + row.get("seconds") + " |");
        });
    }
}
