package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests in a rolling window, and concurrent tasks. */
class LimitsTest {

    private static final String BALANCE = "/api/v1/apikeys/current-balance";

    private final SettableNanos nanos = new SettableNanos();
    private final Sandbox sandbox = Sandbox.builder()
            .taskDuration(Duration.ofSeconds(100), 0)
            .limits(6, Duration.ofSeconds(60), 2)
            .nanoTime(nanos)
            .start();
    private final Caller caller = new Caller(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void everyKindOfApiCallCountsAndDownloadsDoNot() {
        String id = caller.accepted("a fox");
        nanos.advance(Duration.ofSeconds(100));
        String url = caller.results(id).get(0);
        caller.accepted("two");
        caller.submit("three");
        caller.status("task_none");
        IntStream.range(0, 10).forEach(i -> caller.download(url));
        assertThat(caller.get(BALANCE).statusCode()).isEqualTo(200);
        caller.get("/api/v2/elsewhere");
        assertThat(caller.get(BALANCE).statusCode()).isEqualTo(200);
        assertThat(caller.get(BALANCE).statusCode()).isEqualTo(429);
    }

    @Test
    void theWindowRollsAndIsNotFixed() {
        call(3, 200);
        nanos.advance(Duration.ofSeconds(59));
        call(3, 200);
        call(1, 429);
        nanos.advance(Duration.ofSeconds(1));
        // The first three have left; the other three, a second old, still count, in whatever minute they came.
        call(3, 200);
        call(1, 429);
        nanos.advance(Duration.ofSeconds(58));
        call(1, 429);
        nanos.advance(Duration.ofSeconds(1));
        call(3, 200);
        call(1, 429);
        assertThat(sandbox.ledger().largestWindow()).isEqualTo(6);
    }

    @Test
    void retryAfterIsTheWholeSecondWhenThereIsRoom() {
        call(6, 200);
        nanos.advance(Duration.ofMillis(17_500));
        HttpResponse<String> refused = caller.get(BALANCE);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(43);
        nanos.advance(Duration.ofSeconds(43));
        call(1, 200);
    }

    @Test
    void aRefusedCallTakesNoPlaceInTheWindowButTheLedgerSeesIt() {
        call(6, 200);
        nanos.advance(Duration.ofSeconds(30));
        call(5, 429);
        nanos.advance(Duration.ofSeconds(30));
        call(6, 200);
        Ledger ledger = sandbox.ledger();
        assertThat(ledger.refusals429()).isEqualTo(5);
        assertThat(ledger.largestWindow()).isEqualTo(6);
        assertThat(ledger.largestArrivals()).isEqualTo(11);
    }

    @Test
    void aCallWithAWrongKeyTakesNoPlaceInTheWindow() {
        Caller stranger = new Caller(sandbox.baseUri(), "other");
        IntStream.range(0, 10).forEach(i -> stranger.get(BALANCE));
        call(6, 200);
    }

    @Test
    void aTaskHoldsItsPlaceUntilItEnds() {
        caller.accepted("one");
        nanos.advance(Duration.ofSeconds(50));
        caller.accepted("two");
        HttpResponse<String> refused = caller.submit("three");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(5);
        nanos.advance(Duration.ofSeconds(50));
        assertThat(caller.submit("three").statusCode()).isEqualTo(200);
        assertThat(caller.submit("four").statusCode()).isEqualTo(429);
        Ledger ledger = sandbox.ledger();
        assertThat(ledger.largestConcurrentTasks()).isEqualTo(2);
        assertThat(ledger.tasks()).hasSize(3);
        assertThat(ledger.refusals429()).isEqualTo(2);
    }

    @Test
    void aCrowdGetsNoMoreThanTheLimits() {
        ExecutorService crowd = Executors.newFixedThreadPool(16);
        List<Integer> statuses = IntStream.range(0, 40)
                .mapToObj(i -> crowd.submit(() -> caller.submit("crowd " + i).statusCode()))
                .toList()
                .stream()
                .map(LimitsTest::get)
                .toList();
        crowd.shutdown();
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(2);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(38);
        assertThat(sandbox.ledger().largestWindow()).isEqualTo(6);
        assertThat(sandbox.ledger().largestConcurrentTasks()).isEqualTo(2);
        assertThat(sandbox.ledger().submitsFor("crowd")).isEqualTo(40);
        assertThat(sandbox.ledger().billedSecondsTotal()).isEqualTo(8);
    }

    private void call(int times, int status) {
        for (int i = 0; i < times; i++) {
            assertThat(caller.get(BALANCE).statusCode()).isEqualTo(status);
        }
    }

    private static int get(Future<Integer> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
