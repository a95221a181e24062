package dev.viduroutes.sandbox;

import dev.viduroutes.sandbox.TaskPlan.CallbackStyle;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells callers that their task has ended: the status envelope, POSTed to their {@code callback_url}. Only a 200 within
 * 30 s counts; else it is sent again after 30 s, 2 min and 10 min (the first by the vendor, the others assumed), then
 * given up. There is no signature, as the vendor documents none.
 */
final class Callbacks implements AutoCloseable {

    private static final List<Duration> RETRY_DELAYS =
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));
    private static final Duration LATENESS = Duration.ofSeconds(60);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    /** Under a large time scale an honest receiver would have no chance. */
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(250);

    private final TaskReport report;
    private final ScaledClock clock;
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(2, Daemons.named("sandbox-callback"));
    private final HttpClient http;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();

    Callbacks(TaskReport report, ScaledClock clock) {
        this.report = report;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(timer)
                .build();
    }

    /**
     * Reports the end of the task when it comes, if its caller wants that; waits for the answer if the report is to be
     * early. Called again once the end has been brought forward.
     */
    void report(SandboxTask task) {
        if (task.plan().callback() == CallbackStyle.EARLY) {
            send(task, 0).join();
        } else if (task.plan().callback() != CallbackStyle.NONE && task.endNanos() != ScaledClock.NEVER) {
            long lateness = task.plan().callback() == CallbackStyle.LATE ? clock.scaledNanos(LATENESS) : 0;
            schedule(() -> reportEnd(task), task.endNanos() - clock.nanos() + lateness);
        }
    }

    Ledger.Callbacks entry() {
        return new Ledger.Callbacks(sent.get(), acknowledged.get(), abandoned.get());
    }

    private void reportEnd(SandboxTask task) {
        long early = task.endNanos() - clock.nanos();
        if (early > 0) {
            schedule(() -> reportEnd(task), early);
            return;
        }
        if (!task.claimReport()) {
            return;
        }
        send(task, 0);
        if (task.plan().callback() == CallbackStyle.TWICE) {
            send(task, 0);
        }
    }

    private CompletableFuture<Void> send(SandboxTask task, int attempt) {
        URI url = task.request().callbackUrl().orElseThrow();
        byte[] body = SandboxResponses.bytes(SandboxResponses.envelope(200, "success", report.of(task)));
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(patience())
                .header("Content-Type", SandboxResponses.JSON)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        sent.incrementAndGet();
        return http.sendAsync(request, BodyHandlers.discarding())
                .handle((answer, failure) -> failure == null && isAcknowledged(answer))
                .thenAccept(ok -> settle(task, attempt, ok));
    }

    private static boolean isAcknowledged(HttpResponse<Void> answer) {
        return answer.statusCode() == 200;
    }

    private void settle(SandboxTask task, int attempt, boolean ok) {
        if (ok) {
            task.told(clock.nanos());
            acknowledged.incrementAndGet();
        } else if (attempt < RETRY_DELAYS.size()) {
            schedule(() -> send(task, attempt + 1), clock.scaledNanos(RETRY_DELAYS.get(attempt)));
        } else {
            abandoned.incrementAndGet();
        }
    }

    private Duration patience() {
        Duration scaled = Duration.ofNanos(clock.scaledNanos(ANSWER_WITHIN));
        return scaled.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : scaled;
    }

    private void schedule(Runnable action, long delayNanos) {
        if (!timer.isShutdown()) {
            timer.schedule(action, delayNanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
