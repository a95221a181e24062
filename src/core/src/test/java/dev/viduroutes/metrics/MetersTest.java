package dev.viduroutes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.route.GatewayTest;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.BindToRegistry;
import org.junit.jupiter.api.Test;

/** The numbers to watch, against what the sandbox saw. */
class MetersTest extends GatewayTest {

    @BindToRegistry("meters")
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void theNumbersAreThoseOfTheLedger() throws Exception {
        generate(request("good", "a clip"));
        generate(request("refused", "a clip sandbox:fail=CONTENT_VIOLATION"));
        generate(request("busy", "a clip sandbox:submit=429x1 sandbox:status=429x1"));
        await().until(() -> slots().inUse() == 0);

        assertThat(calls("submit"))
                .isEqualTo(ledger().calls().get("generateTask").total())
                .isEqualTo(4);
        assertThat(calls("poll")).isEqualTo(ledger().calls().get("statusTask").total());
        assertThat(meters.get("vidu.calls.window").gauge().value()).isEqualTo(calls("submit") + calls("poll"));
        assertThat(meters.get("vidu.refusals").tag("kind", "submit").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("vidu.refusals").tag("kind", "poll").counter().count())
                .isEqualTo(1);
        assertThat(outcomes("STORED", "none")).isEqualTo(2);
        assertThat(outcomes("FAILED", "content")).isEqualTo(1);
        assertThat(meters.get("vidu.detection.delay").timer().count()).isEqualTo(3);
        assertThat(meters.get("vidu.slots.used").gauge().value()).isZero();
        assertThat(meters.get("vidu.slots.limit").gauge().value()).isEqualTo(10);
        assertThat(meters.get("vidu.requests.waiting").gauge().value()).isZero();
        assertThat(meters.get("vidu.tasks.running").gauge().value()).isZero();
        assertThat(meters.get("vidu.calls.share").gauge().value()).isBetween(0.5, 1.0);
        assertThat(meters.get("vidu.billed.seconds").counter().count()).isEqualTo(ledger().billedSecondsTotal());
        assertThat(meters.getMeters())
                .extracting(Meter::getId)
                .allMatch(id -> id.getName().startsWith("vidu."));
    }

    private double calls(String kind) {
        return meters.get("vidu.calls").tag("kind", kind).counter().count();
    }

    private double outcomes(String state, String failure) {
        return meters.get("vidu.outcomes")
                .tag("state", state)
                .tag("failure", failure)
                .counter()
                .count();
    }
}
