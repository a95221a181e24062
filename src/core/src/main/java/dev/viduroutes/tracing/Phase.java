package dev.viduroutes.tracing;

import io.opentelemetry.api.trace.SpanKind;
import java.util.Locale;

/** What a span of a request tells of; each is a part of the way, one after the other. */
enum Phase {
    /** Between the parts. */
    NONE(SpanKind.INTERNAL),
    CLAIM(SpanKind.INTERNAL),
    SUBMIT(SpanKind.CLIENT),
    WAIT(SpanKind.INTERNAL),
    FETCH(SpanKind.CLIENT),
    STORE(SpanKind.CLIENT),
    REPORT(SpanKind.INTERNAL);

    private final SpanKind kind;

    Phase(SpanKind kind) {
        this.kind = kind;
    }

    /** @return the name of its spans */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    SpanKind kind() {
        return kind;
    }
}
