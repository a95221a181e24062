package dev.viduroutes.kafka;

import static dev.viduroutes.fixture.SpansInMemory.TRACEPARENT;
import static dev.viduroutes.fixture.SpansInMemory.assertContinued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.fixture.SpansInMemory;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The trace of a record goes on here, in its outcome, and in its dead letter. */
class TracedKafkaTest extends KafkaTest {

    private final SpansInMemory spans = new SpansInMemory();

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.tracing.enabled", "true");
    }

    @Override
    protected void prepare(CamelContext camel) {
        spans.bindTo(camel);
    }

    private void assertPassedOn(ConsumerRecord<byte[], byte[]> record) {
        assertContinued(spans.awaitReports(1));
        SpanData report = spans.only("report");
        assertThat(header(record, "traceparent")).startsWith("00-" + report.getTraceId() + "-" + report.getSpanId());
    }

    @Test
    void theTraceOfARecordGoesOnInItsOutcome() throws Exception {
        send(request("a fox"), Map.of("traceparent", TRACEPARENT));

        assertPassedOn(receive(outcomes, 1).get(0));
        assertThat(spans.names()).contains("submit", "wait", "fetch", "store");
    }

    @Test
    void theTraceOfARefusedRecordGoesOnInItsDeadLetter() throws Exception {
        send("no json", Map.of("traceparent", TRACEPARENT));

        assertPassedOn(receive(dead, 1).get(0));
    }
}
