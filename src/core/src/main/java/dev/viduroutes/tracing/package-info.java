/**
 * The trace of each request: spans from its claim to its report, whichever processes they happen in. Only {@code OpenTelemetryTraces} and
 * what it makes know OpenTelemetry, and are loaded where traces are switched on. Internal: hosts use nothing of it.
 */
package dev.viduroutes.tracing;
