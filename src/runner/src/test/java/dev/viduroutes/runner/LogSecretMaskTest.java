package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.settings.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Whatever others log, no secret of the settings stands there. */
class LogSecretMaskTest {

    private static final String SECRET = "logged-secret-1&2";

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Logger log;

    @BeforeEach
    void hide() {
        TestSettings.with("vidu.outcome.uri", "http://host/x?authPassword=RAW(" + SECRET + ")");
        LogSecretMask.hideIn(context);
        configure();
    }

    private void configure() {
        log = context.getLogger("org.somebody");
        log.setLevel(Level.DEBUG);
        lines.start();
        log.addAppender(lines);
    }

    @Test
    void inAMessageOrItsValues() {
        log.debug("uri={}, and {}", "http://x?authPassword=RAW(" + SECRET + ")", 7);
        log.info("plain " + SECRET + " {}");
        log.trace("not logged {}", SECRET);
        log.warn("harmless {}", "words");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("uri=http://x?authPassword=RAW(***), and 7", "plain *** {}", "harmless words");
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.DEBUG, Level.INFO, Level.WARN);
    }

    @Test
    void inAnException() {
        log.error("failed", new IllegalStateException("outer", new IOException("login with " + SECRET)));
        log.error("failed at {}", 3, new IOException(SECRET));
        log.error("harmless", new IOException("words"));

        assertThat(lines.list.get(0).getFormattedMessage())
                .startsWith("failed")
                .contains("IllegalStateException: outer", "IOException: login with ***", "LogSecretMaskTest")
                .doesNotContain(SECRET);
        assertThat(lines.list.get(1).getFormattedMessage())
                .startsWith("failed at 3")
                .doesNotContain(SECRET);
        assertThat(lines.list.get(0).getThrowableProxy()).isNull();
        assertThat(lines.list.get(2).getThrowableProxy().getMessage()).isEqualTo("words");
    }

    @Test
    void alsoAfterTheConfigurationOfTheLogWasReadAgain() {
        context.reset();
        configure();

        log.info("said: {}", SECRET);

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("said: ***");
    }

    /** As {@code vidu.log.format=json} writes it. */
    @Test
    void inJsonTooAndEachLineIsOneObject() throws Exception {
        context.setMDCAdapter(MDC.getMDCAdapter());
        log.error("failed\u001b[31m at \"x\"\n{}", SECRET, new IOException("login with " + SECRET));
        log.error("harmless", new IOException("words\n"));
        LoggerContext json = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(json);
        configurator.doConfigure(getClass().getResource("/logback-json.xml"));
        OutputStreamAppender<ILoggingEvent> console = (OutputStreamAppender<ILoggingEvent>)
                json.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");

        for (ILoggingEvent event : lines.list) {
            String line = new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
            assertThat(line).endsWith("\n").doesNotContain(SECRET).doesNotContain("\u001b");
            assertThat(line.strip().lines()).hasSize(1);
            assertThat(new ObjectMapper().readTree(line).path("log.logger").asText())
                    .isEqualTo("org.somebody");
        }
        JsonNode harmless = new ObjectMapper().readTree(console.getEncoder().encode(lines.list.get(1)));
        assertThat(harmless.path("error.type").asText()).isEqualTo("java.io.IOException");
        assertThat(harmless.path("error.stack_trace").asText()).contains("LogSecretMaskTest");
        json.stop();
    }
}
