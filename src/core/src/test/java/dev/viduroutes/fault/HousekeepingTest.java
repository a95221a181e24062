package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.limits.CallKind;
import dev.viduroutes.limits.CallListener;
import dev.viduroutes.limits.CallScheduler;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.BindToRegistry;
import org.junit.jupiter.api.Test;

/** Calls that nobody waits for, while the budget gives them no room. */
class HousekeepingTest extends FaultTest {

    private final AtomicInteger calls = new AtomicInteger();

    @BindToRegistry("callCounter")
    private final CallListener counter = new CallListener() {
        @Override
        public void calling(CallKind kind) {
            calls.addAndGet(kind == CallKind.OTHER ? 1 : 0);
        }
    };

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.account.retry-interval", "100ms");
    }

    /** The API asked for a pause of two seconds: twenty probes would have been due meanwhile. */
    @Test
    void whatWasDueOftenDuringAPauseIsDoneOnceAfterIt() {
        CallScheduler scheduler = accounts().first().calls();
        scheduler.refused(CallKind.POLL, Duration.ofSeconds(2));
        startBlocked();

        await().during(Duration.ofMillis(1_500)).until(() -> calls.get() == 0);
        await().until(() -> calls.get() > 0);

        await().during(Duration.ofMillis(60)).until(() -> true);
        assertThat(calls).hasValueLessThan(4);
    }

    private void startBlocked() {
        accounts().first().gate().block("a test");
    }
}
