package dev.viduroutes.runner;

import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.outage.OutageLog;
import dev.viduroutes.settings.AddressRedactor;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;

/** Tells the log once that spans can't be exported, and once that they can again. */
final class WatchedSpanExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final OutageLog log;

    private WatchedSpanExporter(SpanExporter exporter, OutageLog log) {
        this.exporter = exporter;
        this.log = log;
    }

    static SpanExporter of(SpanExporter exporter, ConfigProperties config) {
        String endpoint = config.getString("otel.exporter.otlp.endpoint", "http://localhost:4318");
        String place = AddressRedactor.withoutSecrets(config.getString("otel.exporter.otlp.traces.endpoint", endpoint));
        return new WatchedSpanExporter(
                exporter,
                OutageLog.ofEndpoint(
                        "traces=" + place, "spans are lost meanwhile, requests do not wait", Duration.ZERO));
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> told(result));
    }

    private void told(CompletableResultCode result) {
        if (result.isSuccess()) {
            log.available();
        } else {
            Throwable why = result.getFailureThrowable();
            log.unavailable(why == null ? "they were not taken" : ErrorText.ofRootCause(why));
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
