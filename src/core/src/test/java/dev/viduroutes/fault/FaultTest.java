package dev.viduroutes.fault;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Video;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.camel.util.ObjectHelper;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Faults against the real routes, many at once. A request is known by its triggers; what the sandbox billed and saw
 * decides, then the outcome, then the folders.
 */
abstract class FaultTest extends GatewayTest {

    /** What the gateway says meanwhile. */
    protected final LogTrap log = LogTrap.of("vidu", Level.DEBUG);

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().limits(100_000, Duration.ofSeconds(60), 100);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.limits.concurrent-tasks", "100");
    }

    @AfterEach
    void stopCallers() {
        callers.shutdownNow();
        log.close();
    }

    /** A prompt that no other triggers' prompt contains. */
    protected static String prompt(String triggers) {
        return "a clip " + triggers + " ;";
    }

    /** Sends one request with these triggers; returns at once. */
    protected Future<Outcome> start(String triggers) {
        return callers.submit(() -> generate(request(prompt(triggers))));
    }

    protected Map<String, Future<Outcome>> startAll(String... triggers) {
        Map<String, Future<Outcome>> started = new LinkedHashMap<>();
        Arrays.stream(triggers).forEach(one -> started.put(one, start(one)));
        return started;
    }

    /** Sends one request for each of these triggers, all at once, and waits for what becomes of them. */
    protected Map<String, Outcome> runAll(String... triggers) throws Exception {
        return endOf(startAll(triggers));
    }

    protected Map<String, Outcome> endOf(Map<String, Future<Outcome>> started) throws Exception {
        Map<String, Outcome> ended = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Outcome>> one : started.entrySet()) {
            ended.put(one.getKey(), endOf(one.getValue()));
        }
        return ended;
    }

    protected Outcome endOf(Future<Outcome> started) throws Exception {
        try {
            return started.get(60, TimeUnit.SECONDS);
        } catch (TimeoutException unending) {
            String last = log.lines().stream()
                    .skip(Math.max(0, log.lines().size() - 20))
                    .collect(Collectors.joining("\n"));
            throw new AssertionError("a request does not end; the log ends with\n" + last, unending);
        }
    }

    protected List<Ledger.Task> tasks(String triggers) {
        return ledger().tasksFor(prompt(triggers));
    }

    protected int submits(String triggers) {
        return ledger().submitsFor(prompt(triggers));
    }

    protected int polls(String triggers) {
        return tasks(triggers).stream().mapToInt(Ledger.Task::polls).sum();
    }

    /** Stored, paid once, and every stored byte is the one that the sandbox served. */
    protected void assertStoredOnce(String triggers, Outcome outcome) {
        assertThat(tasks(triggers)).as("tasks of %s", triggers).hasSize(1);
        assertStored(triggers, outcome);
    }

    /** Stored from the last of its tasks, whichever number of them it took. */
    protected void assertStored(String triggers, Outcome outcome) {
        assertThat(outcome.failure()).as(triggers).isEmpty();
        List<Ledger.Task> tasks = tasks(triggers);
        Ledger.Task task = tasks.get(tasks.size() - 1);
        assertThat(outcome.taskId()).isEqualTo(task.taskId());
        assertThat(outcome.videos()).as(triggers).hasSameSizeAs(task.results());
        for (int i = 0; i < outcome.videos().size(); i++) {
            Video video = outcome.videos().get(i);
            Ledger.Result made = task.results().get(i);
            assertThat(video.sha256()).as("video %s of %s", i, triggers).isEqualTo(made.sha256());
            assertThat(object(video.key()).asByteArray()).hasSize(made.bytes().intValue());
        }
    }

    /** In the dead letters, with this reason. */
    protected void assertDead(String triggers, Outcome outcome, String code, String kind, Billing billing)
            throws Exception {
        assertThat(outcome.failure()).as(triggers).isPresent();
        Failure failure = outcome.failure().get();
        assertThat(List.of(failure.code(), failure.kind().word(), failure.billing()))
                .as("%s: %s", triggers, failure.message())
                .containsExactly(code, kind, billing);
        String name = outcome.source().recordName();
        assertThat(names(deadLetters())).contains(name, name + ".reason.json");
        assertThat(json(deadLetters().resolve(name + ".reason.json"))
                        .path("failure")
                        .path("code")
                        .asText())
                .isEqualTo(code);
        assertThat(objectsOf(outcome)).as(triggers).isEmpty();
    }

    /** @return the keys in the bucket that belong to the request */
    protected List<String> objectsOf(Outcome outcome) {
        List<String> keys = new ArrayList<>();
        s3Client()
                .listObjectsV2Paginator(list -> list.bucket(BUCKET))
                .contents()
                .forEach(object -> keys.add(object.key()));
        return keys.stream().filter(key -> key.contains(outcome.requestId())).toList();
    }

    private S3Client s3Client() {
        return context()
                .getRegistry()
                .lookupByNameAndType("viduStore", VideoStore.class)
                .client();
    }

    /** Stops the context: in no time, with every waiting request given back to its caller, and without another call. */
    protected void assertStopsQuickly(List<Future<Outcome>> waiting) throws Exception {
        Ledger before = ledger();
        promptly(context()::stop);
        for (Future<Outcome> one : waiting) {
            assertThatStopped(one);
        }
        assertThat(ledger().calls()).isEqualTo(before.calls());
    }

    /**
     * When all routes have ended, Camel interrupts the callers that still wait in its template: on a busy machine also one that
     * did not wake up yet, whose exchange then has Camel's exception instead of ours. To hosts both mean a stop.
     */
    protected static void assertThatStopped(Future<Outcome> one) throws Exception {
        try {
            Outcome outcome = one.get(60, TimeUnit.SECONDS);
            throw new AssertionError("a request ended although the gateway stopped: " + outcome);
        } catch (ExecutionException stopped) {
            assertThat(List.of(StoppingException.class, RejectedExecutionException.class))
                    .as(Throwables.getStackTrace(stopped))
                    .anyMatch(type -> ObjectHelper.getException(type, stopped) != null);
        }
    }
}
