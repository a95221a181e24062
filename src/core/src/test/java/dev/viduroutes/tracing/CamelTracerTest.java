package dev.viduroutes.tracing;

import static dev.viduroutes.fixture.SpansInMemory.TRACE;
import static dev.viduroutes.fixture.SpansInMemory.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.fixture.SpansInMemory;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.route.GatewayTest;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.Test;

/** A host that traces its routes by camel-opentelemetry2: the spans of requests are part of its traces, and nobody else hears of those. */
class CamelTracerTest extends GatewayTest {

    private final SpansInMemory spans = new SpansInMemory();
    private boolean traced;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.tracing.enabled", "true");
        settings.setProperty("vidu.intake.file.enabled", "false");
    }

    @Override
    protected void prepare(CamelContext camel) {
        if (traced) {
            camel.getRegistry().bind("tracer", spans.openTelemetry().getTracer("host"));
            camel.getRegistry().bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
            new OpenTelemetryTracer().init(camel);
        }
    }

    @Test
    void theHostsTraceGoesOnWithTheSpansOfTheRequestAndNeitherApiNorDownloadsHearOfIt() throws Exception {
        generate(request("untraced"));
        assertThat(spans.all()).isEmpty();
        var plain = ledger();
        stopContext();
        traced = true;
        startAgain();

        // On a thread of its own: Camel's tracer leaves its spans on it.
        Outcome outcome = template()
                .asyncRequestBodyAndHeader(
                        "direct:vidu-generate", request("traced"), "traceparent", TRACEPARENT, Outcome.class)
                .get();

        assertThat(outcome.isStored()).isTrue();
        assertSteeredNothing(plain);
        SpanData claim = spans.only("claim");
        assertThat(claim.getTraceId()).isEqualTo(TRACE);
        assertThat(spans.all())
                .filteredOn(span -> span.getSpanId().equals(claim.getParentSpanId()))
                .extracting(span -> span.getInstrumentationScopeInfo().getName())
                .containsExactly("host");
        assertThat(spans.all())
                .filteredOn(span -> span.getParentSpanId().equals(claim.getSpanId()))
                .extracting(SpanData::getName)
                .contains("submit", "wait", "fetch", "store", "report");
    }
}
