package dev.viduroutes.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** W3C Trace Context's {@code traceparent}, read strictly; {@code tracestate} is not passed on. */
final class Traceparent {

    /** Of all versions that are defined. */
    private static final int LENGTH = 55;

    private static final TextMapGetter<String> ITSELF = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(String text) {
            return List.of(Tracing.TRACEPARENT);
        }

        @Override
        public String get(String text, String name) {
            return name.equals(Tracing.TRACEPARENT) ? text : null;
        }
    };

    private Traceparent() {}

    /** @return the context that it names; none if it is anything else than a valid text, or the bytes of one */
    static Optional<Context> parse(Object found) {
        String text = found instanceof byte[] bytes && bytes.length == LENGTH
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : String.valueOf(found);
        if (text.length() != LENGTH || !(found instanceof byte[] || found instanceof String)) {
            return Optional.empty();
        }
        Context context = W3CTraceContextPropagator.getInstance().extract(Context.root(), text, ITSELF);
        return Span.fromContext(context).getSpanContext().isValid() ? Optional.of(context) : Optional.empty();
    }

    /** @return empty if it is of no trace */
    static String of(SpanContext span) {
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : "";
    }
}
