package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Records of a project that is over its cap hold up others of their partition for a while only, and others of no partition. */
class KafkaCapTest extends KafkaTest {

    @Override
    protected int partitions() {
        return 2;
    }

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.limits.concurrent-tasks", "2");
        settings.setProperty("vidu.cap.project.trailers.day", "0s");
        settings.setProperty("vidu.cap.waiting", "6");
    }

    private static String document(String project, String id) {
        return request(id, id)
                .replace("\"input\"", "\"metadata\": {\"project\": \"%s\"}, \"input\"".formatted(project));
    }

    private List<String> submitted() {
        return ledger().tasks().stream().map(task -> task.prompt()).sorted().toList();
    }

    @Test
    void othersGoOnAsFarAsMayComeAgainAfterAKill() throws Exception {
        for (int i = 0; i < 4; i++) {
            sendTo(0, document("trailers", "trailer-" + i));
        }
        for (int i = 0; i < 4; i++) {
            sendTo(0, document("features", "feature-" + i));
        }
        await().until(() -> submitted().size() == 3);
        sendTo(1, document("features", "of-the-other-partition"));

        // That requests wait is told there, too, sooner or later.
        await().until(() -> receiveOutcomes(1).stream()
                        .filter(outcome -> !outcome.has("event"))
                        .count()
                == 4);

        // The first that waits is at 0, and what comes after 6 is not taken.
        assertThat(submitted()).containsExactly("feature-0", "feature-1", "feature-2", "of-the-other-partition");
        assertThat(committed(0)).isZero();
        await().until(() -> committed(1) == 1);
        for (int i = 0; i < 4; i++) {
            context().createProducerTemplate().requestBody("direct:vidu-cancel", "trailer-" + i);
        }
        awaitCommitted(8);
        assertThat(submitted()).hasSize(5);
    }
}
