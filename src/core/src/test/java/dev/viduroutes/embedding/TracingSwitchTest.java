package dev.viduroutes.embedding;

import static dev.viduroutes.fixture.SpansInMemory.assertOneTrace;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.fixture.SpansInMemory;
import dev.viduroutes.route.GatewayTest;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** Which OpenTelemetry of a host makes the spans, and what becomes of requests if it does not work. */
class TracingSwitchTest extends GatewayTest {

    private final SpansInMemory spans = new SpansInMemory();
    private final Map<String, Object> beans = new HashMap<>();
    private String enabled = "true";

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.tracing.enabled", enabled);
    }

    @Override
    protected void prepare(CamelContext camel) {
        beans.forEach(camel.getRegistry()::bind);
    }

    private void with(Map<String, Object> ofHost) throws Exception {
        stopContext();
        beans.putAll(ofHost);
        startAgain();
    }

    private void assertStored() {
        assertThat(generate(request("a fox")).isStored()).isTrue();
    }

    @Test
    void theOnlyTracerOfTheHostMakesTheSpans() throws Exception {
        with(Map.of("any", spans.openTelemetry().getTracer("of the host")));
        assertStored();

        assertOneTrace(spans.all());
        assertThat(spans.only("claim").getInstrumentationScopeInfo().getName()).isEqualTo("of the host");
    }

    @Test
    void theNamedOpenTelemetryComesBeforeOthers() throws Exception {
        OpenTelemetry none = OpenTelemetry.noop();
        with(Map.of("other", none, "viduOpenTelemetry", spans.openTelemetry()));
        assertStored();

        assertOneTrace(spans.all());
        assertThat(spans.only("claim").getInstrumentationScopeInfo().getName()).isEqualTo("dev.viduroutes");
    }

    @Test
    void offNothingIsMade() throws Exception {
        enabled = "false";
        with(Map.of("any", spans.openTelemetry()));
        assertStored();

        assertThat(spans.all()).isEmpty();
        assertThat(journal().query("SELECT traceparent FROM vidu_task")).containsExactly("");
    }

    @Test
    void withoutAnOpenTelemetryThatMakesSpansOneLineSaysSo() throws Exception {
        try (LogTrap log = LogTrap.of("vidu", Level.INFO)) {
            with(Map.of("any", OpenTelemetry.noop()));
            assertStored();
            assertStored();

            assertThat(log.text()).containsOnlyOnce("there is no OpenTelemetry that makes spans");
        }
    }

    @Test
    void aTracerThatFailsDisturbsNoRequestAndIsToldOnce() throws Exception {
        Tracer broken = name -> {
            throw new NoSuchMethodError("of another version");
        };
        try (LogTrap log = LogTrap.of("vidu", Level.INFO)) {
            with(Map.of("any", broken));
            assertStored();
            assertStored();

            assertThat(log.text()).containsOnlyOnce("traces are not whole: ").contains("of another version");
        }
    }
}
