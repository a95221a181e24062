package dev.viduroutes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A folder that is filled at once: every file ends, none twice, and the gateway stays as small as it is set. */
class ManyFilesIT extends GatewayTest {

    private static final int FILES = 500;
    private static final int PLACES = 10;
    private static final int THREADS = 8;

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().timeScale(1_000);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.limits.concurrent-tasks", String.valueOf(PLACES));
        settings.setProperty("vidu.threads", String.valueOf(THREADS));
        settings.setProperty("vidu.poll.first-delay", "10ms");
        settings.setProperty("vidu.poll.interval", "10ms");
        settings.setProperty("vidu.limits.requests", "1000000");
    }

    @Test
    void fiveHundredFilesAtOnceAllEndOnceWithinTheLimits() throws Exception {
        AtomicInteger filesInFlight = new AtomicInteger();
        AtomicInteger allThreads = new AtomicInteger();
        WorkerPool pool = context().getRegistry().lookupByNameAndType("viduPool", WorkerPool.class);
        InFlightFiles inFlight = context().getRegistry().lookupByNameAndType("viduInFlightFiles", InFlightFiles.class);
        int threadsBefore = Thread.getAllStackTraces().size();
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        sampler.scheduleAtFixedRate(
                () -> {
                    Set<Thread> threads = Thread.getAllStackTraces().keySet();
                    allThreads.accumulateAndGet(threads.size(), Math::max);
                    filesInFlight.accumulateAndGet(inFlight.inUse(), Math::max);
                },
                0,
                20,
                TimeUnit.MILLISECONDS);
        Instant start = Instant.now();
        fillInbox();

        awaitEmptyInbox();
        sampler.shutdownNow();

        System.out.printf(
                "%d files in %d ms; at most %d in flight, %d vidu threads, %d threads (%d before)%n",
                FILES,
                Duration.between(start, Instant.now()).toMillis(),
                filesInFlight.get(),
                pool.getLargestPoolSize(),
                allThreads.get(),
                threadsBefore);
        Ledger ledger = ledger();
        assertThat(ledger.tasksFor("one of many")).hasSize(FILES);
        assertThat(ledger.submitsFor("one of many")).isEqualTo(FILES);
        assertThat(ledger.refusals429()).isZero();
        assertThat(ledger.largestConcurrentTasks()).isBetween(2, PLACES);
        assertThat(filesInFlight).hasValueBetween(2, PLACES);
        assertThat(pool.getLargestPoolSize()).isBetween(2, THREADS);
        // Besides: the sandbox's and the S3 server's own pools, and the file consumer.
        assertThat(allThreads.get()).isLessThan(threadsBefore + 150);
        assertThat(names(deadLetters())).isEmpty();
        assertThat(names(done())).hasSize(2 * FILES);
        assertEveryFileHasItsOwnVideo();
        assertNothingIsLeft();
        assertThat(inFlight.inUse()).isZero();
    }

    private void fillInbox() throws Exception {
        Path aside = Files.createDirectories(home.resolve("aside"));
        Files.createDirectories(inbox());
        for (int i = 0; i < FILES; i++) {
            Path file = Files.writeString(aside.resolve("shot-" + i + ".json"), """
                    {"request_id": "many-%d", "metadata": {"number": "%d"},
                     "input": {"mode": "text-to-video", "prompt": "one of many sandbox:fast", "duration": 1}}""".formatted(i, i));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600 - i)));
        }
        for (int i = 0; i < FILES; i++) {
            Files.move(aside.resolve("shot-" + i + ".json"), inbox().resolve("shot-" + i + ".json"));
        }
    }

    private void assertEveryFileHasItsOwnVideo() {
        Set<String> tasks = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < FILES; i++) {
            var report = json(done().resolve("shot-" + i + ".json.outcome.json"));
            assertThat(report.at("/metadata/number").asInt()).isEqualTo(i);
            assertThat(report.at("/videos/0/key").asText()).contains("/many-" + i + "/");
            tasks.add(report.path("task_id").asText());
            keys.add(report.at("/videos/0/key").asText());
        }
        assertThat(tasks).hasSize(FILES);
        assertThat(keys).hasSize(FILES);
    }
}
