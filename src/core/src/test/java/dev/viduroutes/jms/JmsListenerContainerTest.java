package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.outage.IntakeWatchdog;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jms.connection.DelegatingConnectionFactory;

class JmsListenerContainerTest {

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicBoolean connecting = new AtomicBoolean();

    @AfterEach
    void close() {
        context.stop();
        log.close();
    }

    /** A connection whose session is being made when the gateway stops, as of a broker that is slow to answer. */
    private Connection slow() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createSession")) {
                        connecting.set(true);
                        standStill();
                    }
                    return null;
                });
    }

    private static void standStill() throws JMSException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            throw (JMSException) new JMSException("no session").initCause(stopped);
        }
    }

    @Test
    void aSessionThatAStopEndsIsNoOutage() throws Exception {
        JmsComponent component = new JmsComponent();
        component.setConnectionFactory(new DelegatingConnectionFactory() {
            @Override
            public Connection createConnection() {
                return slow();
            }
        });
        component.setConsumerType(ConsumerType.Custom);
        IntakeWatchdog watch =
                new IntakeWatchdog("the broker", "silence", IntakeWatchdog.PATIENCE, Duration.ZERO, System::nanoTime);
        StalledQueueDetector detector =
                new StalledQueueDetector("the broker", "the setting", () -> 0, System::nanoTime);
        component.setMessageListenerContainerFactory(endpoint ->
                new JmsListenerContainer(endpoint, watch, Throwable::getMessage, new JmsClientAdapter() {}, detector));
        context.addComponent("jms", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:requests").to("log:never");
            }
        });
        context.start();
        await().until(connecting::get);

        context.stop();

        assertThat(log.lines()).isEmpty();
    }
}
