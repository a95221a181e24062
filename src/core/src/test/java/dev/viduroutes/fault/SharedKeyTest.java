package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.limits.CallKind;
import dev.viduroutes.limits.CallListener;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.BindToRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else uses the same key, and most of its calls. */
class SharedKeyTest extends FaultTest {

    private final ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @BindToRegistry("callCounter")
    private final CallListener counter = new CallListener() {
        @Override
        public void calling(CallKind kind) {
            calls.incrementAndGet();
        }

        @Override
        public void refused(CallKind kind) {
            refused.incrementAndGet();
        }
    };

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().limits(60, Duration.ofSeconds(50), 5).taskDuration(Duration.ofSeconds(100), 0.1);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.limits.requests", "60");
        settings.setProperty("vidu.limits.window", "500ms");
        settings.setProperty("vidu.limits.concurrent-tasks", "5");
    }

    @BeforeEach
    void useMostOfTheKey() {
        other.scheduleAtFixedRate(this::callOnce, 0, 11, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void leaveTheKey() {
        other.shutdownNow();
    }

    private void callOnce() {
        URI balance = sandbox.baseUri().resolve("/api/v1/apikeys/current-balance");
        try {
            http.send(
                    HttpRequest.newBuilder(balance)
                            .header(
                                    "Authorization",
                                    "Bearer " + context.resolvePropertyPlaceholders("{{vidu.api.key}}"))
                            .build(),
                    BodyHandlers.discarding());
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void everyRequestIsStoredAndPaidOnceAndTheGatewayUsesWhatTheOtherLeaves() throws Exception {
        Map<String, Outcome> ended =
                runAll(IntStream.range(0, 15).mapToObj(i -> "shared " + i).toArray(String[]::new));

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
        }
        // Without adapting, most are; how many it takes to find the pace depends on the machine: 3 to 6 of 70 here.
        assertThat(refused).as("refused of %s calls", calls).hasValueLessThan(calls.get() / 5);
        assertNothingIsLeft();
    }
}
