package dev.viduroutes.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Whether each request leaves a trace.
 *
 * @param enabled where to, and how many, is said by the OpenTelemetry that makes the spans
 */
public record TracingSettings(boolean enabled) {

    /** OpenTelemetry's own settings that may hold logins at a collector. */
    private static final List<String> LOGINS =
            List.of("otel.exporter.otlp.headers", "otel.exporter.otlp.traces.headers");

    static TracingSettings read(SettingReader read) {
        boolean enabled = read.flag("vidu.tracing.enabled");
        if (enabled) {
            // OpenTelemetry quotes what it can't read.
            Secrets.remember(LOGINS.stream()
                    .flatMap(key -> Stream.of(
                            System.getProperty(key, ""),
                            Objects.toString(System.getenv(EnvironmentVariables.nameOf(key)), "")))
                    .flatMap(TracingSettings::secrets)
                    .toList());
        }
        return new TracingSettings(enabled);
    }

    /** The whole, and the value of each header. */
    static Stream<String> secrets(String headers) {
        Stream<String> values = Arrays.stream(headers.split(","))
                .map(header -> header.substring(header.indexOf('=') + 1).strip());
        return Stream.concat(Stream.of(headers), values);
    }
}
