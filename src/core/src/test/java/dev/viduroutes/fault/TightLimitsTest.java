package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An account with lower limits than the gateway was told. */
class TightLimitsTest extends FaultTest {

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().limits(20, Duration.ofSeconds(50), 3);
    }

    @Test
    void everyRequestIsStoredAndPaidOnceThoughTheApiKeepsAskingToWait() throws Exception {
        Map<String, Outcome> ended =
                runAll(IntStream.range(0, 8).mapToObj(i -> "tight " + i).toArray(String[]::new));

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
        }
        assertThat(ledger().refusals429()).isPositive();
        assertThat(ledger().billedSecondsTotal()).isEqualTo(16);
        assertNothingIsLeft();
    }
}
