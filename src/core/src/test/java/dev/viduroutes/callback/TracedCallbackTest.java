package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.fixture.SpansInMemory;
import io.opentelemetry.sdk.trace.data.EventData;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** What a trace tells of a callback. */
class TracedCallbackTest extends CallbackTest {

    private final SpansInMemory spans = new SpansInMemory();

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.tracing.enabled", "true");
    }

    @Override
    protected void prepare(CamelContext camel) {
        super.prepare(camel);
        spans.bindTo(camel);
    }

    @Test
    void aCallbackIsAnEventOfTheWaitThatItEnds() throws Exception {
        assertThat(end(start("told", "told by a callback")).isStored()).isTrue();

        assertThat(spans.only("wait").getEvents())
                .extracting(EventData::getName)
                .containsExactly("called back", "poll");
        SpansInMemory.assertOneTrace(spans.all());
    }
}
