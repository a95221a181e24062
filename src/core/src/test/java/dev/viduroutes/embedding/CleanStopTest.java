package dev.viduroutes.embedding;

import static dev.viduroutes.embedding.LeftThreads.assertLeavesNothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.callback.CallbackServer;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import dev.viduroutes.settings.Settings;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a context ends, and however early: no thread stays behind. */
@ViduSandbox
@SuppressWarnings("try")
@Timeout(120)
class CleanStopTest {

    /** What happens between the routes and the end. */
    private interface Middle {
        void pass(CamelContext context) throws Exception;
    }

    private final Properties settings;

    CleanStopTest(RunningSandbox sandbox) {
        settings = sandbox.settings();
    }

    private void withContext(Middle middle) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
            properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            properties.setOverrideProperties(settings);
            middle.pass(context);
        }
    }

    private static void assertFails(LeftThreads.Life life) {
        assertThat(catchThrowable(life::live)).isNotNull();
    }

    @Test
    void afterAVideo() throws Exception {
        assertLeavesNothing(() -> withContext(context -> {
            ViduRoutes.addTo(context);
            context.start();
            Outcome outcome = context.createProducerTemplate().requestBody("direct:vidu-generate", """
                    {"input": {"mode": "text-to-video", "prompt": "clean sandbox:fast", "duration": 2}}""", Outcome.class);
            assertThat(outcome.isStored()).isTrue();
        }));
    }

    @Test
    void whenItNeverStarted() throws Exception {
        assertLeavesNothing(() -> withContext(ViduRoutes::addTo));
    }

    @Test
    void whenASettingIsWrong() throws Exception {
        settings.setProperty("vidu.threads", "none");
        assertLeavesNothing(() -> withContext(context -> assertFails(() -> {
            ViduRoutes.addTo(context);
            context.start();
        })));
    }

    /** Of one that is locked, which takes longer to fail, {@code SqliteFileCheckTest} says the same. */
    @Test
    void whenTheJournalCannotBeOpened() throws Exception {
        Files.writeString(Path.of(settings.getProperty("vidu.home"), "journal.db"), "no database");
        assertLeavesNothing(() -> withContext(context -> assertFails(() -> {
            ViduRoutes.addTo(context);
            context.start();
        })));
    }

    @Test
    void whenTheHostDoesNotStart() throws Exception {
        assertLeavesNothing(() -> withContext(context -> assertFails(() -> {
            ViduRoutes.addTo(context);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("timer:host?delay=1h").to("direct:vidu-generate");
                }
            });
            context.addStartupListener((started, already) -> {
                throw new IllegalStateException("the host does not want to");
            });
            context.start();
        })));
    }

    @Test
    void whenTheCallbackPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            settings.setProperty("vidu.api.mode", "callback");
            settings.setProperty("vidu.callback.public-url", "http://localhost");
            settings.setProperty("vidu.callback.secret", "a-secret-of-this-test-that-is-long-enough");
            settings.setProperty("vidu.callback.port", Integer.toString(taken.getLocalPort()));
            assertLeavesNothing(() -> withContext(context -> assertFails(() -> {
                ViduRoutes.addTo(context);
                CallbackServer.addTo(context, Settings.of(context));
                context.start();
            })));
        }
    }
}
