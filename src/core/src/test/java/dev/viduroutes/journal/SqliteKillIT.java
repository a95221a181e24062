package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment has everything on disk that it was told is there. */
class SqliteKillIT {

    private static final int KILLS = 5;

    @TempDir
    private Path folder;

    /** Takes requests, submits them, and prints each once its intent is recorded, until it is killed. */
    public static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws SQLException {
            Node node = new Node(Journals.open(Nodes.options(arguments[0], 4), InstantSource.system()));
            for (int i = 0; true; i++) {
                Task task = node.granted(Samples.task(arguments[1] + "-" + i));
                node.record(task.submitting());
                System.out.println(task.request().id());
            }
        }
    }

    @Test
    @Timeout(120)
    void everyStepThatWasConfirmedSurvivesAKill() throws IOException, InterruptedException, SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("journal.db");
        List<String> confirmed = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            confirmed.addAll(runAndKill(url, "run-" + kill, 50 + 37 * kill));
        }
        try (Node node = new Node(Journals.open(Nodes.options(url, 4), InstantSource.system()))) {
            for (String id : confirmed) {
                assertThat(node.row(id)).as(id).containsEntry("state", "SUBMITTING");
            }
            // Its process is gone: nobody waits for the lease.
            assertThat(node.granted(Samples.task(confirmed.get(0))).epoch()).isEqualTo(2);
        }
    }

    private static List<String> runAndKill(String url, String prefix, int after)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        url,
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> confirmed = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (line.startsWith(prefix)) {
                    confirmed.add(line);
                }
                if (confirmed.size() == after) {
                    // Not the process's own method: that closes the stream too.
                    process.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        assertThat(confirmed).hasSizeGreaterThanOrEqualTo(after);
        return confirmed;
    }
}
