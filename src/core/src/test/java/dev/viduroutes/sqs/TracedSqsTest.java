package dev.viduroutes.sqs;

import static dev.viduroutes.fixture.SpansInMemory.TRACEPARENT;
import static dev.viduroutes.fixture.SpansInMemory.assertContinued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.fixture.SpansInMemory;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** The trace of a message goes on here, in its outcome, and in its dead letter. */
class TracedSqsTest extends SqsTest {

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

    private void assertPassedOn(Message message) {
        assertContinued(spans.awaitReports(1));
        SpanData report = spans.only("report");
        assertThat(attribute(message, "traceparent"))
                .startsWith("00-" + report.getTraceId() + "-" + report.getSpanId());
    }

    @Test
    void theTraceOfAMessageGoesOnInItsOutcome() {
        send(request("a fox"), Map.of("traceparent", TRACEPARENT));

        assertPassedOn(receive(outcomes));
        assertThat(spans.names()).contains("submit", "wait", "fetch", "store");
    }

    @Test
    void theTraceOfARefusedMessageGoesOnInItsDeadLetter() {
        send("no json", Map.of("traceparent", TRACEPARENT));

        assertPassedOn(receive(dead));
    }
}
