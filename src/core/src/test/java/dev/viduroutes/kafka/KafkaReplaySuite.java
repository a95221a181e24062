package dev.viduroutes.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What holds wherever the dead letters of a topic lie; they go back while the gateway runs. */
abstract class KafkaReplaySuite extends KafkaTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.delivery.attempts", "2");
    }

    protected ReplayReport replay(boolean dryRun, boolean force, String... ids) {
        ReplayOrder order = new ReplayOrder(Set.of(ids), "", ids.length == 0, dryRun, force);
        return template().requestBody("direct:vidu-replay", order, ReplayReport.class);
    }

    /** @return the id of the request */
    protected String fail(String prompt, int outcome) throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                requests, 0, "shelf-7".getBytes(UTF_8), request(prompt).getBytes(UTF_8));
        List.of("harbour", "quay").forEach(one -> record.headers().add("department", one.getBytes(UTF_8)));
        record.headers().add("trace", new byte[] {(byte) 0xff, 1});
        send(record, Map.of());
        JsonNode told = receiveOutcomes(outcome).get(outcome - 1);
        assertThat(told.path("state").asText()).isEqualTo("FAILED");
        awaitCommitted(outcome);
        return told.path("request_id").asText();
    }

    @Test
    void aPaidVideoIsFetchedAndItsOutcomeTold() throws Exception {
        String id = fail("paid sandbox:not-videox2", 1);

        assertThat(replay(true, false, id).lines().get(0)).startsWith("fetch     0 s  DOWNLOAD_FAILED");
        assertThat(broker.size(requests)).isEqualTo(1);
        assertThat(replay(false, false, id).complete()).isTrue();

        JsonNode stored = receiveOutcomes(2).get(1);
        assertThat(stored.path("state").asText()).isEqualTo("STORED");
        assertThat(stored.path("request_id").asText()).isEqualTo(id);
        assertThat(ledger().submitsFor("paid")).isEqualTo(1);
        List<ConsumerRecord<byte[], byte[]>> records = receive(requests, 2);
        assertThat(records.get(1).value()).isEqualTo(records.get(0).value());
        assertThat(records.get(1).key()).isEqualTo("shelf-7".getBytes());
        for (String name : List.of("department", "trace")) {
            assertThat(records.get(1).headers().headers(name))
                    .containsExactlyElementsOf(records.get(0).headers().headers(name));
        }
        assertThat(header(records.get(1), "vidu_request_id")).isEqualTo(id);
    }
}
