package dev.viduroutes.runner;

import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.camel.CamelContext;

/**
 * OpenTelemetry's SDK in the runner: what OpenTelemetry's own variables say ({@code OTEL_EXPORTER_OTLP_ENDPOINT} and so on), exported
 * by a thread of its own from a queue of a fixed length. Where the routes look for a tracer, and Camel's own one does, they find it.
 */
final class TraceExport {

    /** Where those of OpenTelemetry do not fit: spans alone, without gRPC, and soon, since a kill loses what is not exported. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.bsp.schedule.delay", "500");

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<Long> PROCESS = AttributeKey.longKey("process.pid");

    /** A stop waits no longer for a collector that is away. */
    private static final long LAST_EXPORT_SECONDS = 3;

    /** It tells each failure by itself, and not in our log. Held here, since the JDK forgets loggers that nobody holds. */
    private static final Logger OWN_LOG = Logger.getLogger("io.opentelemetry");

    private TraceExport() {}

    /**
     * Starts it and binds it, if traces are switched on.
     *
     * @return exports what is left: to be run once no request is under way any more
     * @throws SettingsException if one of OpenTelemetry's own settings can't be used
     */
    static Runnable start(CamelContext context, Settings settings) {
        if (!settings.tracing().enabled()) {
            return () -> {};
        }
        OWN_LOG.setLevel(Level.OFF);
        OpenTelemetrySdk sdk = configured();
        context.getRegistry().bind("viduTracer", sdk.getTracer("dev.viduroutes"));
        context.getRegistry().bind("viduPropagators", sdk.getPropagators());
        return () -> sdk.shutdown().join(LAST_EXPORT_SECONDS, TimeUnit.SECONDS);
    }

    private static OpenTelemetrySdk configured() {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> DEFAULTS)
                    .addResourceCustomizer((resource, config) -> named(resource))
                    .addSpanExporterCustomizer(WatchedSpanExporter::of)
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException | IllegalArgumentException | IllegalStateException unusable) {
            throw new SettingsException(List.of("vidu.tracing.enabled is true; the settings of OpenTelemetry (OTEL_...)"
                    + " must allow it, with OTLP over http/protobuf: " + words(unusable)));
        }
    }

    /** It names a setting in the one, and in the other what is wrong with it. */
    private static String words(RuntimeException unusable) {
        String own = ErrorText.withoutSecrets(String.valueOf(unusable.getMessage()));
        return unusable.getCause() == null ? own : own + " (" + ErrorText.ofRootCause(unusable) + ")";
    }

    private static Resource named(Resource resource) {
        String name = resource.getAttribute(SERVICE);
        boolean unnamed = name == null || name.startsWith("unknown_service");
        Attributes own = Attributes.of(
                SERVICE,
                unnamed ? "vidu-routes" : name,
                PROCESS,
                ProcessHandle.current().pid());
        return resource.merge(Resource.create(own));
    }
}
