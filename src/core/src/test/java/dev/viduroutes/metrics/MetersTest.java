package dev.viduroutes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.batch.BatchOrder;
import dev.viduroutes.route.GatewayTest;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
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

    @Test
    void batchesAreCountedByWhetherTheyArePaused() throws Exception {
        drop("shots.csv", "mode,prompt,duration\ntext-to-video,row sandbox:never,2\n");
        await().until(() -> gauge("vidu.batches.rows") == 1);
        assertThat(gauge("vidu.batches.running")).isOne();
        assertThat(gauge("vidu.batches.paused")).isZero();

        template().requestBody("direct:vidu-batch", new BatchOrder(BatchOrder.Wish.PAUSE, "shots.csv"), List.class);

        await().until(() -> gauge("vidu.batches.paused") == 1);
        assertThat(gauge("vidu.batches.running")).isZero();
        await().until(() -> ledger().tasksFor("row").size() == 1);
        sandbox.finish("row");
        await().until(() -> gauge("vidu.batches.rows") == 0);
        template().requestBody("direct:vidu-batch", new BatchOrder(BatchOrder.Wish.RESUME, "shots.csv"), List.class);
        await().until(() -> gauge("vidu.batches.running") + gauge("vidu.batches.paused") == 0);
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
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
