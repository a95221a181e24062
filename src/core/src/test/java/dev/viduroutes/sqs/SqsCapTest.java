package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.inflight.IdlePlaces;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Messages of a project that is over its cap take no place among those in flight, up to a bound. */
class SqsCapTest extends SqsTest {

    private static final int PLACES = 2;
    private static final int IDLE = 6;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.sqs.in-flight", String.valueOf(PLACES));
        settings.setProperty("vidu.cap.project.trailers.day", "0s");
        settings.setProperty("vidu.cap.waiting", String.valueOf(IDLE));
    }

    private void send(String project, String id) {
        String document = request(id, id);
        send(
                document.replace("\"input\"", "\"metadata\": {\"project\": \"%s\"}, \"input\"".formatted(project)),
                Map.of());
    }

    @Test
    void othersGoOnUntilTheBoundIsReached() throws Exception {
        for (int i = 0; i < IDLE; i++) {
            send("trailers", "trailer-" + i);
        }
        await().until(() -> server.visible(requests) == 0);
        send("features", "feature");
        JsonNode outcome = json(receive(outcomes).body());
        while (outcome.has("event")) {
            // That requests wait is told there, too.
            outcome = json(receive(outcomes).body());
        }
        assertThat(outcome.path("request_id").asText()).isEqualTo("feature");

        for (int i = 0; i < PLACES + 3; i++) {
            send("trailers", "late-" + i);
        }
        await().until(() -> server.visible(requests) == 3);
        for (int i = 0; i < IDLE; i++) {
            context().createProducerTemplate().requestBody("direct:vidu-cancel", "trailer-" + i);
        }

        await().until(() -> server.visible(requests) == 0);
        assertThat(ledger().tasks()).hasSize(1);
    }

    @Test
    void whatIsWithdrawnWhileItWaitsMakesNoRoomForOthersAfterwards() throws Exception {
        IdlePlaces places = context().getRegistry().lookupByNameAndType("viduSqsPlaces", IdlePlaces.class);
        for (int i = 0; i < 3; i++) {
            send("trailers", "trailer-" + i);
        }
        await().until(() -> places.count() == 3);

        for (int i = 0; i < 3; i++) {
            template().requestBody("direct:vidu-cancel", "trailer-" + i);
        }
        for (int i = 0; i < 3; i++) {
            receive(dead);
        }

        // Whoever does not say so any more is forgotten after ten seconds.
        await().atMost(Duration.ofSeconds(5)).until(() -> places.count() == 0);
    }
}
