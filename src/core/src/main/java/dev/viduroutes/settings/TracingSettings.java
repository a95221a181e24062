package dev.viduroutes.settings;

/**
 * Whether each request leaves a trace.
 *
 * @param enabled where to, and how many, is said by the OpenTelemetry that makes the spans
 */
public record TracingSettings(boolean enabled) {

    static TracingSettings read(SettingReader read) {
        return new TracingSettings(read.flag("vidu.tracing.enabled"));
    }
}
