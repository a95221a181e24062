package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.settings.TestSettings;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
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
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicBoolean wokenByClose = new AtomicBoolean();

    @AfterEach
    void close() {
        context.stop();
        log.close();
    }

    /** A connection whose session is being made when the gateway stops, as of a broker that is slow to answer. */
    private Connection slow() {
        return proxy(Connection.class, Map.of("createSession", () -> {
            connecting.set(true);
            standStill();
            return null;
        }));
    }

    /** A connection whose consumers wait for a message without end, but that somebody closes them. */
    private Connection idle() {
        MessageConsumer consumer = proxy(
                MessageConsumer.class,
                Map.of(
                        "receive",
                        () -> {
                            asking.set(true);
                            closed.await();
                            wokenByClose.set(true);
                            return null;
                        },
                        "close",
                        () -> {
                            closed.countDown();
                            return null;
                        }));
        Session session = proxy(
                Session.class,
                Map.of(
                        "getTransacted",
                        () -> true,
                        "createConsumer",
                        () -> consumer,
                        "createQueue",
                        () -> proxy(Queue.class, Map.of())));
        return proxy(Connection.class, Map.of("createSession", () -> session));
    }

    private static <T> T proxy(Class<T> type, Map<String, Callable<Object>> methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (methods.containsKey(method.getName())) {
                        return methods.get(method.getName()).call();
                    }
                    return switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" -> self == arguments[0];
                        default -> method.getReturnType() == boolean.class ? false : null;
                    };
                }));
    }

    private static void standStill() throws JMSException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            throw (JMSException) new JMSException("no session").initCause(stopped);
        }
    }

    private void start(Supplier<Connection> connections) throws Exception {
        JmsComponent component = new JmsComponent();
        component.setConnectionFactory(new DelegatingConnectionFactory() {
            @Override
            public Connection createConnection() {
                return connections.get();
            }
        });
        component.setConsumerType(ConsumerType.Custom);
        IntakeWatchdog watch =
                new IntakeWatchdog("the broker", "silence", IntakeWatchdog.PATIENCE, Duration.ZERO, System::nanoTime);
        StalledQueueDetector detector =
                new StalledQueueDetector("the broker", "the setting", () -> 0, System::nanoTime);
        component.setMessageListenerContainerFactory(endpoint -> new JmsListenerContainer(
                endpoint,
                watch,
                Throwable::getMessage,
                new JmsClientAdapter() {},
                new TransactionSupport(
                        "jms",
                        TestSettings.with().jms(),
                        new TimeoutConnectionFactory(null, new JmsClientAdapter() {}),
                        new JmsClientAdapter() {}),
                detector));
        context.addComponent("jms", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:requests").to("log:never");
            }
        });
        context.start();
    }

    @Test
    void aSessionThatAStopEndsIsNoOutage() throws Exception {
        start(this::slow);
        await().until(connecting::get);

        context.stop();

        assertThat(log.lines()).isEmpty();
    }

    /** Else a stop takes as long as it asks for one. */
    @Test
    void aConsumerThatWaitsForAMessageIsClosedByAStop() throws Exception {
        start(this::idle);
        await().until(asking::get);

        context.stop();

        assertThat(wokenByClose).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    /** It would acknowledge what is still under way. */
    @Test
    void aProviderThatMakesAnotherSessionThanItWasAskedForIsToldAndAskedForNothing() throws Exception {
        Session untransacted = proxy(Session.class, Map.of("createConsumer", () -> {
            asking.set(true);
            return null;
        }));
        start(() -> proxy(Connection.class, Map.of("createSession", () -> untransacted)));

        await().until(() -> log.text().contains("does not support transacted sessions"));

        assertThat(asking).isFalse();
    }
}
