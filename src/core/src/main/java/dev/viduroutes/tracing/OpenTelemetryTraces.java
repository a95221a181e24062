package dev.viduroutes.tracing;

import dev.viduroutes.host.HostBeans;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes spans by the OpenTelemetry of the host: the bean {@code viduOpenTelemetry} or the only one of its type; else the only
 * {@code Tracer}, which camel-opentelemetry2 uses, too; else the process's own. Looked for when the first request arrives: a host may
 * bring it as late as its context starts.
 */
final class OpenTelemetryTraces implements RequestTraces {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");
    private static final String SCOPE = "dev.viduroutes";

    private final HostBeans host;
    private final OpenWaits waits = new OpenWaits();
    private Tracer tracer;

    OpenTelemetryTraces(HostBeans host) {
        this.host = host;
    }

    @Override
    public RequestTrace arrived(Object traceparent, boolean hosted) {
        // Elsewhere Camel's own tracer may have left the span of another exchange on the thread.
        Context around = hosted ? Context.current() : Context.root();
        ClaimSpan claim = new ClaimSpan(tracer(), InstantSource.system(), traceparent, around);
        return new SpanSequence(tracer(), claim, waits);
    }

    @Override
    public void calledBack(String taskId) {
        waits.calledBack(taskId);
    }

    private synchronized Tracer tracer() {
        if (tracer == null) {
            tracer = find();
            if (!tracer.spanBuilder("vidu").startSpan().getSpanContext().isValid()) {
                LOG.warn(
                        "vidu.tracing.enabled is true, and there is no OpenTelemetry that makes spans; a bean of that type would");
            }
        }
        return tracer;
    }

    private Tracer find() {
        Optional<OpenTelemetry> own = host.namedOrOnly("viduOpenTelemetry", OpenTelemetry.class);
        return own.isPresent()
                ? own.get().getTracer(SCOPE)
                : host.namedOrOnly("viduTracer", Tracer.class)
                        .orElseGet(() -> GlobalOpenTelemetry.get().getTracer(SCOPE));
    }
}
