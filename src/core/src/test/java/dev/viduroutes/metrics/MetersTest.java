package dev.viduroutes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.batch.BatchOrder;
import dev.viduroutes.pause.PauseOrder;
import dev.viduroutes.route.GatewayTest;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.BindToRegistry;
import org.junit.jupiter.api.Test;

/** The numbers to watch, against what the sandbox saw. */
class MetersTest extends GatewayTest {

    @BindToRegistry("meters")
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.file.in-flight", "1");
    }

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

    @Test
    void whatWaitsAndWhatIsAmissIsTold() throws Exception {
        drop("stored.json", request("stored", "a clip"));
        awaitDone("stored.json");
        drop("failed.json", request("failed", "a clip sandbox:fail=CONTENT_VIOLATION"));
        awaitDeadLetter("failed.json");

        assertThat(meters.get("vidu.stored.bytes").counter().count()).isPositive();
        await().until(() -> gauge("vidu.dead.letters") == 1);
        assertThat(gauge("vidu.requests.oldest")).isZero();
        assertThat(gauge("vidu.journal.available")).isOne();
        assertThat(meters.get("vidu.journal.latency").functionTimer().count()).isPositive();
        assertThat(meters.get("vidu.journal.latency").functionTimer().mean(TimeUnit.SECONDS))
                .isBetween(0.0, 5.0);
        assertThat(gauge("vidu.account.blocked")).isZero();
        assertThat(meters.get("vidu.disk.free").tag("folder", "tmp").gauge().value())
                .isPositive();
        assertThat(meters.get("vidu.build.info").gauge().getId().getTag("version"))
                .matches("\\d+\\.\\d+\\.\\d+.*");

        template().requestBody("direct:vidu-pause", PauseOrder.ofAll("a test"));
        drop("waits.json", request("waits", "a clip"));

        await().until(() -> gauge("vidu.requests.oldest") > 0);
        assertThat(gauge("vidu.paused")).isOne();
        sandbox.rejectKey(true);
        template().requestBody("direct:vidu-resume", PauseOrder.ofAll("a test"));
        await().until(() -> gauge("vidu.account.blocked") == 1);
    }

    @Test
    void filesThatAreNotTakenAreCountedWithTheirAge() throws Exception {
        drop("runs.json", request("runs", "runs sandbox:never"));
        await().until(() -> ledger().tasksFor("runs").size() == 1);
        drop("lies.json", request("lies", "lies"));
        await().until(() -> intake("vidu.intake.files", "file") == 1);
        await().until(() -> intake("vidu.intake.oldest", "file") > 0);
        sandbox.finish("runs");
        awaitDone("lies.json");
        assertThat(intake("vidu.intake.files", "file")).isZero();
        assertThat(intake("vidu.intake.oldest", "file-urgent")).isZero();
    }

    private double intake(String name, String kind) {
        return meters.get(name).tag("intake", kind).gauge().value();
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
