package dev.viduroutes.jms;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.route.KeyStores;
import dev.viduroutes.settings.JmsProviderSettings;
import dev.viduroutes.settings.QueueSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever keeps a real broker from giving messages is told within a minute, with what to look at; all causes at once. */
class UncooperativeBrokerIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Looks into a queue need not take as long here. */
    private static final int HASTE = 10;

    private static final List<String> KINDS = List.of("jms", "amqp");

    /** Two connections are waited for, for three seconds each; and there are many gateways on a busy machine. */
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private static final String STANDS = "takes nothing: messages stand in %1$squeue";

    private static final Map<String, String> QUEUES = Map.of(
            UncooperativeBroker.ABSENT, "%1$squeue names nothing",
            UncooperativeBroker.TOPIC, "%1$squeue names nothing",
            UncooperativeBroker.SEND_ONLY, "what the user may do",
            UncooperativeBroker.NOT_MADE, "what the user may do",
            UncooperativeBroker.TAKEN, "fewer consumers than %1$sconsumers",
            UncooperativeBroker.PAUSED, STANDS,
            UncooperativeBroker.GROUPED, STANDS);

    private static final List<String> LINES = List.of(
            "plain-to-tls", "tls-to-plain", "untrusted", "other-name", "other-protocol", "several-down", "no-host");

    @TempDir
    private static Path folder;

    private static UncooperativeBroker broker;

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private final Map<String, CamelContext> gateways = new LinkedHashMap<>();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = UncooperativeBroker.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private static QueueSettings settings(String url, String password, String queue) {
        return new QueueSettings(
                true,
                url,
                UncooperativeBroker.USER,
                password,
                queue,
                QueueSettings.Transacted.TRUE,
                2,
                5,
                "*",
                Duration.ofMinutes(5),
                JmsProviderSettings.ARTEMIS);
    }

    /** Both intakes as the routes make them, without what comes after them. */
    private void prepare(String password, String queue, String jmsUrl, String amqpUrl) throws Exception {
        CamelContext context = new DefaultCamelContext();
        IntakeWatchdogs watches = IntakeWatchdogs.of(context);
        QueueSettings jms = settings(jmsUrl, password, queue);
        QueueSettings amqp = settings(amqpUrl, password, queue);
        context.getRegistry().bind("vidu-jms", hasty("jms", JmsComponents.jms(context, jms, watches), jms, watches));
        context.getRegistry()
                .bind("vidu-amqp", hasty("amqp", JmsComponents.amqp(context, amqp, watches), amqp, watches));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String kind : KINDS) {
                    from("vidu-" + kind + ":queue:" + queue + "?transacted=true&lazyCreateTransactionManager=false"
                                    + "&cacheLevelName=CACHE_CONSUMER&concurrentConsumers=2&mapJmsMessage=false"
                                    + "&disableReplyTo=true&recoveryInterval=1000")
                            .routeId("vidu-intake-" + kind)
                            .to("log:taken?level=DEBUG");
                }
            }
        });
        gateways.put(queue, context);
    }

    /** Its looks into the queue are as frequent as the test needs them. */
    private static Component hasty(String kind, Component component, QueueSettings settings, IntakeWatchdogs watches) {
        String prefix = "vidu.intake." + kind + ".";
        IntakeWatchdog watch = watches.watchSeveral(kind, settings.place(), prefix + "url", IntakeWatchdog.PATIENCE);
        JmsClientAdapter adapter = kind.equals("jms") ? new ArtemisAdapter() : new QpidAdapter();
        StalledQueueDetector detector = new StalledQueueDetector(
                "intake=" + kind + " " + settings.place(), prefix + "queue", () -> 0, () -> HASTE * System.nanoTime());
        BrokerComponent broker = (BrokerComponent) component;
        broker.setMessageListenerContainerFactory(endpoint -> new JmsListenerContainer(
                endpoint,
                watch,
                new JmsFailureAnalyzer(prefix, prefix + "url"),
                adapter,
                broker.transactions(),
                detector));
        return component;
    }

    private void prepare(String queue) throws Exception {
        prepare(UncooperativeBroker.USER, queue, broker.coreUrl(), broker.amqpUrl());
    }

    private void prepareLines() throws Exception {
        String stranger = KeyStores.make(folder.resolve("stranger.p12"), UncooperativeBroker.STORE_PASSWORD)
                .toString();
        String store = broker.store().toString();
        prepare(
                UncooperativeBroker.USER,
                "plain-to-tls",
                "tcp://127.0.0.1:" + broker.tls(),
                "amqp://127.0.0.1:" + broker.tls());
        prepare(UncooperativeBroker.USER, "tls-to-plain", tcp(broker.plain(), store), amqps(broker.plain(), store));
        prepare(UncooperativeBroker.USER, "untrusted", tcp(broker.tls(), stranger), amqps(broker.tls(), stranger));
        prepare(
                UncooperativeBroker.USER,
                "other-name",
                tcp(broker.tls(), store).replace("127.0.0.1", "localhost"),
                amqps(broker.tls(), store).replace("127.0.0.1", "localhost"));
        prepare(
                UncooperativeBroker.USER,
                "other-protocol",
                "tcp://127.0.0.1:" + broker.amqpOnly(),
                "amqp://127.0.0.1:" + broker.coreOnly());
        prepare(
                UncooperativeBroker.USER,
                "several-down",
                "(tcp://127.0.0.1:1,tcp://127.0.0.1:2)?reconnectAttempts=-1&initialConnectAttempts=-1",
                "failover:(amqp://127.0.0.1:1,amqp://127.0.0.1:2)");
        prepare(UncooperativeBroker.USER, "no-host", "tcp://absent.invalid:61616", "amqp://absent.invalid:5672");
    }

    private static String tcp(int port, String store) {
        return "tcp://127.0.0.1:" + port + "?sslEnabled=true&trustStorePath=" + store + "&trustStorePassword="
                + UncooperativeBroker.STORE_PASSWORD;
    }

    private static String amqps(int port, String store) {
        return "amqps://127.0.0.1:" + port + "?transport.trustStoreLocation=" + store + "&transport.trustStorePassword="
                + UncooperativeBroker.STORE_PASSWORD;
    }

    private static List<Thread> start(Collection<CamelContext> gateways) {
        return gateways.stream()
                .map(gateway -> {
                    Thread starting = new Thread(gateway::start);
                    starting.start();
                    return starting;
                })
                .toList();
    }

    private void stopAll() {
        gateways.values().parallelStream().forEach(CamelContext::stop);
    }

    private List<String> told(String kind, String queue) {
        return log.lines().stream()
                .filter(line -> line.contains("intake=" + kind + " ") && line.contains(" queue=" + queue + " "))
                .toList();
    }

    private void assertTold(String kind, String queue, String what) {
        await().atMost(MINUTE).until(() -> !told(kind, queue).isEmpty());
        assertThat(told(kind, queue))
                .as(queue)
                .singleElement()
                .asString()
                .contains(what.formatted("vidu.intake." + kind + "."));
    }

    @Test
    void eachCauseIsToldOnceWithTheSettingAndNoneHoldsUpAStartOrAStop() throws Exception {
        for (String queue : QUEUES.keySet()) {
            prepare(queue);
        }
        prepare(UncooperativeBroker.HELD);
        prepare("evil-password", "wrong-password", broker.coreUrl(), broker.amqpUrl());
        prepareLines();

        for (Thread starting : start(gateways.values())) {
            starting.join(LONGEST_START.toMillis());
            assertThat(starting.isAlive()).isFalse();
        }
        for (String kind : KINDS) {
            QUEUES.forEach((queue, what) -> assertTold(kind, queue, what));
            assertTold(kind, "wrong-password", "%1$spassword are refused");
            for (String queue : LINES) {
                assertTold(kind, queue, "%1$surl");
            }
        }
        assertThat(log.text())
                .doesNotContain("evil-password", UncooperativeBroker.STORE_PASSWORD, "not been initialized");
        assertThat(KINDS).allMatch(kind -> told(kind, UncooperativeBroker.HELD).isEmpty());

        broker.resume();
        await().until(() -> log.text().contains("is given what stands there again"));
        promptly(this::stopAll);
    }
}
