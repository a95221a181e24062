package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.fault.Promptly;
import dev.viduroutes.route.GatewayTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RabbitMQ speaks AMQP 1.0, and knows no transactions over it: nothing can be taken from there, which must be told. */
class RabbitIT extends GatewayTest {

    private static final String QUEUE = "vidu.requests";

    @TempDir
    private static Path folder;

    private static RabbitServer broker;

    private Map<String, String> changed = Map.of();

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);

    @BeforeAll
    static void startBroker() throws Exception {
        assumeTrue(RabbitServer.isInstalled(), "Debian's package rabbitmq-server is not installed");
        broker = RabbitServer.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.amqp.enabled", "true");
        settings.setProperty("vidu.intake.amqp.url", broker.url());
        settings.setProperty("vidu.intake.amqp.user", broker.user());
        settings.setProperty("vidu.intake.amqp.password", broker.password());
        settings.setProperty("vidu.intake.amqp.queue", QUEUE);
        settings.putAll(changed);
    }

    private void assertTold(Map<String, String> settings, String what) throws Exception {
        stopContext();
        changed = settings;
        try (LogTrap told = LogTrap.of("vidu.intake", Level.INFO)) {
            startAgain();
            await().atMost(Duration.ofMinutes(1)).until(() -> !told.lines().isEmpty());
            assertThat(told.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains(what);
        }
    }

    @Test
    void aWrongPasswordOrVirtualHostIsToldWithItsSetting() throws Exception {
        assertTold(
                Map.of("vidu.intake.amqp.password", "evil-password"),
                "vidu.intake.amqp.user and vidu.intake.amqp.password are refused");
        assertTold(Map.of("vidu.intake.amqp.url", broker.url() + "?amqp.vhost=absent"), "vidu.intake.amqp.url");
    }

    @Test
    void aBrokerWithoutTransactionsIsToldWithinAMinuteWithWhatItSaid() {
        await().atMost(Duration.ofMinutes(1)).until(() -> !log.lines().isEmpty());

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("intake=amqp broker=" + broker.url() + " queue=" + QUEUE + " unavailable: ")
                .contains("vidu.intake.amqp.url", "no transactions", "Transactions not supported", "not-implemented");
        Promptly.promptly(this::stopContext);
    }
}
