package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import dev.viduroutes.settings.SettingsException;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.junit.jupiter.api.Test;

/** Callback mode in a host that nobody can call. */
@ViduSandbox
@SuppressWarnings("try")
class HostWithoutServerTest {

    private final Properties settings;

    HostWithoutServerTest(RunningSandbox sandbox) {
        settings = sandbox.settings();
        settings.setProperty("vidu.api.mode", "callback");
        settings.setProperty("vidu.callback.public-url", "https://gateway.example");
        settings.setProperty("vidu.callback.secret", CallbackTest.SECRET);
    }

    private CamelContext context() {
        CamelContext context = new DefaultCamelContext();
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setOverrideProperties(settings);
        return context;
    }

    @Test
    void theStartFailsAndSaysWhatToAdd() throws Exception {
        try (CamelContext context = context()) {
            ViduRoutes.addTo(context);

            assertThatThrownBy(context::start)
                    .hasRootCauseInstanceOf(SettingsException.class)
                    .hasRootCauseMessage("vidu.api.mode is callback; it needs an HTTP server in this context:"
                            + " CallbackServer.addTo(context, ViduRoutes.prepare(context)) before the start adds one,"
                            + " camel.server.enabled=true on camel-main");
        }
    }

    @Test
    void theAdviceHelps() throws Exception {
        settings.setProperty("vidu.callback.port", Integer.toString(FreePort.next()));
        try (CamelContext context = context()) {
            ViduRoutes.addTo(context);
            CallbackServer.addTo(context, ViduRoutes.prepare(context));

            assertThatCode(context::start).doesNotThrowAnyException();
        }
    }

    @Test
    void aHostWithoutTheDependencyIsToldWhichOne() throws Exception {
        try (CamelContext context = context()) {
            context.setClassResolver(new DefaultClassResolver(context) {
                @Override
                public Class<?> resolveClass(String name) {
                    return name.contains("platform.http") ? null : super.resolveClass(name);
                }
            });

            assertThatThrownBy(() -> ViduRoutes.addTo(context))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("camel-platform-http-starter on Spring Boot, or camel-platform-http-main");
        }
    }
}
