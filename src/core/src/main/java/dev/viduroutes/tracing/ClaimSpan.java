package dev.viduroutes.tracing;

import dev.viduroutes.journal.Claim;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.time.InstantSource;

/**
 * From the arrival of a request until the journal grants it, or it is refused. The first one of a request is the parent of its other
 * spans, and of every later claim: what the journal remembers counts, whatever a message that comes again names.
 */
final class ClaimSpan {

    private enum Progress {
        NOT_BEGUN,
        OPEN,
        ENDED
    }

    private final Tracer tracer;
    private final InstantSource clock;
    private final Instant arrivedAt;
    private final Object beside;
    private final Context around;
    private Context incoming = Context.root();
    private Context parent = Context.root();
    private Span span = Span.getInvalid();
    private Progress progress = Progress.NOT_BEGUN;
    private SpanKind kind = SpanKind.INTERNAL;
    private Attributes known = Attributes.empty();

    /**
     * @param traceparent that came beside the document
     * @param around what it belongs to if no text says so
     */
    ClaimSpan(Tracer tracer, InstantSource clock, Object traceparent, Context around) {
        this.tracer = tracer;
        this.clock = clock;
        arrivedAt = clock.instant();
        beside = traceparent;
        this.around = around;
    }

    /**
     * Does nothing if it was begun.
     *
     * @param document the {@code traceparent} that it names, which counts if none came beside it
     * @return where the trace goes on
     */
    String begin(String document, Source source, Attributes attributes) {
        if (progress == Progress.NOT_BEGUN) {
            progress = Progress.OPEN;
            kind = source.isMessage() ? SpanKind.CONSUMER : Phase.CLAIM.kind();
            known = attributes;
            incoming = Traceparent.parse(beside)
                    .or(() -> Traceparent.parse(document))
                    .orElse(around);
            span = under(incoming).startSpan();
            parent = Context.root().with(span);
        }
        return Traceparent.of(span.getSpanContext());
    }

    private SpanBuilder under(Context over) {
        return tracer.spanBuilder(Phase.CLAIM.word())
                .setParent(over)
                .setSpanKind(kind)
                .setStartTimestamp(arrivedAt)
                .setAllAttributes(known);
    }

    Instant arrivedAt() {
        return arrivedAt;
    }

    /** @return what the request's other spans belong to */
    Context parent() {
        return parent;
    }

    /** Ends it, unless the request is in other hands, or will be refused. */
    void answered(Claim answer) {
        if (answer instanceof Claim.Granted granted) {
            goOn(granted.traceparent());
            span.setAttribute(SpanAttributes.RESUMED, granted.task().epoch() > 1);
            end();
        } else if (answer instanceof Claim.Settled settled) {
            goOn(settled.traceparent());
            span.setAttribute(SpanAttributes.SETTLED_BEFORE, true);
            end();
        } else if (answer.isHeld()) {
            span.setAttribute(SpanAttributes.HELD, true);
        }
    }

    /** The span that was begun is given up for one of the request's own trace, if it has one; nobody was told of it yet. */
    private void goOn(String traceparent) {
        if (traceparent.equals(Traceparent.of(span.getSpanContext()))) {
            return;
        }
        Traceparent.parse(traceparent).ifPresent(first -> {
            SpanBuilder again = under(first);
            SpanContext sender = Span.fromContext(incoming).getSpanContext();
            if (sender.isValid()) {
                again.addLink(sender);
            }
            span = again.startSpan();
            parent = first;
        });
    }

    /** The request has an outcome: if its claim is open, it was refused. */
    void settled(Outcome outcome, String document) {
        begin(document, outcome.source(), SpanAttributes.of(outcome));
        if (progress == Progress.OPEN) {
            outcome.failure().ifPresent(failure -> SpanErrors.mark(span, failure.code()));
        }
        end();
    }

    /** The request stays at its source. */
    void left() {
        if (progress == Progress.OPEN) {
            span.setAttribute(SpanAttributes.LEFT, true);
        }
        end();
    }

    private void end() {
        if (progress == Progress.OPEN) {
            span.end(clock.instant());
        }
        progress = Progress.ENDED;
    }
}
