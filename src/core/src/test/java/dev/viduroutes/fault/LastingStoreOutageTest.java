package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bucket is away for longer than a paid video is kept. */
class LastingStoreOutageTest extends FaultTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.delivery.timeout", "1s");
    }

    @AfterEach
    void startStore() {
        s3.restart();
    }

    @Test
    void aBucketThatStaysAwayForTooLongIsADeadLetterThatSaysTheVideoIsPaid() throws Exception {
        Future<Outcome> started = start("lost store");
        await().until(() -> tasks("lost store").size() == 1);
        s3.stop();
        Outcome outcome = endOf(started);
        s3.restart();

        assertDead("lost store", outcome, "STORE_FAILED", "delivery", Billing.BILLED);
        assertThat(outcome.billedSeconds()).contains(2);
        assertThat(submits("lost store")).isEqualTo(1);
        assertNothingIsLeft();
    }
}
