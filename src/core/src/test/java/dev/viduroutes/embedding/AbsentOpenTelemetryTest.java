package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host without a jar of OpenTelemetry. */
class AbsentOpenTelemetryTest {

    @TempDir
    private Path home;

    /** What {@link TracingProbe} says where none of these jars is. */
    @SuppressWarnings("resource")
    private String probe(boolean enabled) throws Exception {
        URL[] others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> !jar.contains("opentelemetry") && !jar.contains("camel-telemetry"))
                .map(AbsentOpenTelemetryTest::url)
                .toArray(URL[]::new);
        ClassLoader ofTest = Thread.currentThread().getContextClassLoader();
        // Not closed: a thread may be at its end in there.
        URLClassLoader host = new URLClassLoader(others, ClassLoader.getPlatformClassLoader());
        try {
            Thread.currentThread().setContextClassLoader(host);
            return (String) host.loadClass(TracingProbe.class.getName())
                    .getMethod("run", boolean.class, String.class)
                    .invoke(null, enabled, home.toString());
        } finally {
            Thread.currentThread().setContextClassLoader(ofTest);
        }
    }

    private static URL url(String file) {
        try {
            return new File(file).toURI().toURL();
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void theRoutesStartAndRefuseOnlyToTrace() throws Exception {
        assertThat(probe(false)).startsWith("FAILED INVALID_REQUEST");
        assertThat(probe(true))
                .contains(
                        "vidu.tracing.enabled is true; it needs io.opentelemetry:opentelemetry-api on the class path");
    }
}
