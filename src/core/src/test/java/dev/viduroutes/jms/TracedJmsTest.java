package dev.viduroutes.jms;

import static dev.viduroutes.fixture.SpansInMemory.TRACEPARENT;
import static dev.viduroutes.fixture.SpansInMemory.assertContinued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.fixture.SpansInMemory;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** The trace of a JMS message goes on here, in its reply, and in its dead letter. */
class TracedJmsTest extends QueueTest {

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

    /** What sends the messages. */
    protected JMSContext sender() {
        return jms;
    }

    private Message answerTo(String document) throws Exception {
        TextMessage message = sender().createTextMessage(document);
        message.setStringProperty("traceparent", TRACEPARENT);
        return answerTo(sender(), message);
    }

    private void assertPassedOn(Message message) throws Exception {
        SpanData report = spans.only("report");
        assertThat(message.getStringProperty("traceparent"))
                .startsWith("00-" + report.getTraceId() + "-" + report.getSpanId());
    }

    @Test
    void theTraceOfAMessageGoesOnInItsReply() throws Exception {
        Message reply = answerTo(request("a fox"));

        assertThat(json(reply).path("state").asText()).isEqualTo("STORED");
        List<SpanData> all = spans.awaitReports(1);
        assertContinued(all);
        assertThat(all.get(0).getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(all).extracting(SpanData::getName).contains("submit", "wait", "fetch", "store");
        assertPassedOn(reply);
    }

    @Test
    void theTraceOfARefusedMessageGoesOnInItsDeadLetter() throws Exception {
        answerTo("no json");

        Message deadLetter = receiveDeadLetter();
        assertContinued(spans.awaitReports(1));
        assertThat(spans.names()).containsExactly("claim", "report");
        assertThat(deadLetter.getStringProperty("traceparent"))
                .as("as its sender set it")
                .isEqualTo(TRACEPARENT);
    }

    @Test
    void whatCanNotBeADocumentIsTracedToo() throws Exception {
        Message message = sender().createMapMessage();
        message.setStringProperty("traceparent", TRACEPARENT);
        answerTo(sender(), message);

        assertContinued(spans.awaitReports(1));
    }

    @Test
    void aPropertyOfAnotherTypeBeginsATraceOfItsOwn() throws Exception {
        TextMessage message = sender().createTextMessage(request("a fox"));
        message.setLongProperty("traceparent", 55);
        assertThat(json(answerTo(sender(), message)).path("state").asText()).isEqualTo("STORED");

        SpansInMemory.assertOneTrace(spans.awaitReports(1));
    }
}
