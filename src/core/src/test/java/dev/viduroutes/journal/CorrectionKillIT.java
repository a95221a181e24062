package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.fixture.PostgresServer;
import dev.viduroutes.money.Quote;
import dev.viduroutes.request.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A settlement that is killed at any moment leaves sums that are those of the entries, and goes on where it was. */
class CorrectionKillIT {

    private static final int KILLS = 4;
    private static final int CHARGES = 240;
    private static final Quote QUOTE = new Quote(
            "default",
            false,
            "spring",
            "text-to-video",
            5,
            120_000,
            "USD",
            false,
            List.of(),
            "2026-03-01",
            "2026-03-01");

    @TempDir
    private Path folder;

    /** Settles all charges, and prints each that stands, until it is killed. */
    public static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws SQLException {
            Database database = Database.open(arguments[0], "", "", Duration.ofSeconds(30));
            LedgerCorrections corrections = new LedgerCorrections(database, InstantSource.system());
            for (int i = 0; i < CHARGES; i++) {
                String id = "d" + i;
                String state = List.of("CHARGED", "REFUNDED", "RELEASED").get(i % 3);
                corrections.add(new ChargeCorrection(id, 1, 2, "task-" + id, state, 5, i), "invoice by nobody");
                System.out.println(id);
            }
            System.out.println("end");
        }
    }

    @Test
    @Timeout(180)
    void onSqlite() throws Exception {
        attack("jdbc:sqlite:" + folder.resolve("journal.db"));
    }

    @Test
    @Timeout(180)
    void onPostgresql() throws Exception {
        attack(PostgresServer.get().getJdbcUrl("postgres", PostgresServer.newDatabase()));
    }

    private static void attack(String url) throws Exception {
        ScheduledExecutorService gateway = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger made = new AtomicInteger();
        try (Node node = new Node(Journals.open(Nodes.options(url, 4), InstantSource.system()))) {
            for (int i = 0; i < CHARGES; i++) {
                Task running = node.record(Samples.running(intent(node, "d" + i)));
                node.settle(
                        running.failed(new Failure("CODE", "why", FailureClass.CONTENT, Billing.UNKNOWN), Samples.NOW));
            }
            Future<?> submits = gateway.scheduleWithFixedDelay(() -> submit(node, made), 0, 20, TimeUnit.MILLISECONDS);
            for (int kill = 1; kill <= KILLS; kill++) {
                assertThat(runAndKill(url, kill * 37)).isFalse();
                assertThat(count(node, "entry = 3")).isBetween(kill * 37L, CHARGES - 1L);
            }
            assertThat(runAndKill(url, Integer.MAX_VALUE)).isTrue();
            assertThat(submits.isDone()).as("the gateway had no trouble").isFalse();
            gateway.shutdown();
            assertThat(gateway.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

            LedgerCheck.assertSumsAreThoseOfEntries(node.journals().database());
            assertThat(count(node, "entry = 3")).isEqualTo(CHARGES);
            assertThat(count(node, "entry > 3")).isZero();
            assertThat(made.get()).isPositive();
            assertThat(count(node, "state = 'CHARGED'")).isEqualTo(CHARGES / 3 + made.get());
        } finally {
            gateway.shutdownNow();
        }
    }

    private static Task intent(Node node, String id) throws Exception {
        Task submitting = node.granted(Samples.task(id)).submitting();
        node.journal().recordIntent(submitting, QUOTE);
        return submitting;
    }

    /** One more video, as a gateway makes them now and then. */
    private static void submit(Node node, AtomicInteger made) {
        try {
            Task task = node.record(Samples.running(intent(node, "live-" + made.get())));
            task = node.record(task.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));
            node.settle(task.allStored(Samples.NOW));
            made.incrementAndGet();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static long count(Node node, String what) throws SQLException {
        return node.journals()
                .database()
                .query(row -> row.getLong(1), "SELECT COUNT(*) FROM vidu_charge WHERE " + what)
                .get(0);
    }

    /** @return whether it came to its end */
    private static boolean runAndKill(String url, int after) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = false;
        int told = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ended = ended || line.equals("end");
                told += line.startsWith("d") ? 1 : 0;
                if (told == after) {
                    // Not the process's own method: that closes the stream too.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        return ended;
    }
}
