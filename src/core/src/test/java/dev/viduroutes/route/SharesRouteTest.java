package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.limits.SlotStore;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Projects share the slots of the account. */
class SharesRouteTest extends GatewayTest {

    private static final int SLOTS = 10;
    private static final int FILES = 160;

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().taskDuration(Duration.ofSeconds(2), 0.3);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.share.features", "3");
        settings.setProperty("vidu.intake.file.in-flight", String.valueOf(5 * FILES));
        settings.setProperty("vidu.poll.first-delay", "20ms");
    }

    private void drop(String project, int number) throws Exception {
        String document = request(project + "-" + number, project + " " + number)
                .replace("\"input\"", "\"metadata\": {\"project\": \"%s\"}, \"input\"".formatted(project));
        drop(project + "-" + number + ".json", document);
    }

    /** The files of one project are all older than those of the other, which would wait behind them. */
    @Test
    void twoProjectsGetOneToThreeOfFourHundredTasks() throws Exception {
        SlotStore store = context().getRegistry().lookupByNameAndType("viduSlotTable", SlotStore.class);
        for (int i = 0; i < SLOTS; i++) {
            assertThat(store.take("of-another-process-" + i)).isTrue();
        }
        for (int i = 0; i < 2 * FILES; i++) {
            drop("trailers", i);
        }
        for (int i = 0; i < 3 * FILES; i++) {
            drop("features", i);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> slots().waiting() == 5 * FILES);
        for (int i = 0; i < SLOTS; i++) {
            store.free("of-another-process-" + i);
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> ledger().tasks().size() >= 400);

        assertThat(ledger().tasks().stream().limit(400))
                .filteredOn(task -> task.prompt().startsWith("trailers"))
                .hasSizeBetween(95, 105);
        assertThat(ledger().refusals429()).isZero();
    }
}
