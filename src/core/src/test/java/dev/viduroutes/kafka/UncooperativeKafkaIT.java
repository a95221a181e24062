package dev.viduroutes.kafka;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.settings.KafkaSettings;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever keeps a real broker from giving records is told within a minute, with what to look at; all causes at once. */
class UncooperativeKafkaIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SECURITY = "SASL_PLAINTEXT";
    private static final String USER = "gateway";
    private static final String ADMIN = "admin";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"%s;";

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;
    private static int lostPort;

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private final Map<String, String> expected = new LinkedHashMap<>();
    private final Map<String, CamelContext> gateways = new LinkedHashMap<>();

    /** It tells whoever comes to a second port to go on to one where nobody is. */
    @BeforeAll
    static void startBroker() throws Exception {
        String users = " user_" + ADMIN + "=\"" + ADMIN + "\" user_" + USER + "=\"" + USER + "\"";
        Map<String, String> server = new HashMap<>();
        server.put("sasl.enabled.mechanisms", "PLAIN");
        server.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        server.put("listener.name.clients.plain.sasl.jaas.config", LOGIN.formatted(ADMIN, ADMIN, users));
        server.put("listener.name.lost.plain.sasl.jaas.config", LOGIN.formatted(ADMIN, ADMIN, users));
        server.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        server.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
        server.put("allow.everyone.if.no.acl.found", "true");
        lostPort = FreePort.next();
        broker = KafkaBroker.startWithLostListener(
                folder,
                SECURITY,
                server,
                Map.of(
                        "security.protocol",
                        SECURITY,
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        LOGIN.formatted(ADMIN, ADMIN, "")),
                lostPort);
        for (String topic : List.of("unread", "free", "corrupt", "assigned")) {
            broker.createTopic(topic, 1);
        }
        try (Admin admin = Admin.create(broker.client())) {
            admin.createAcls(List.of(denied(ResourceType.TOPIC, "unread"), denied(ResourceType.GROUP, "forbidden")))
                    .all()
                    .get();
        }
    }

    private static AclBinding denied(ResourceType type, String name) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:" + USER, "*", AclOperation.READ, AclPermissionType.DENY));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** The intake as its route makes it, without what comes after it, in a group by which it is known here. */
    private void prepare(String group, KafkaSettings settings, String told) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("viduClock", Clock.systemUTC());
        IntakeWatchdogs watches = IntakeWatchdogs.of(context);
        context.getRegistry()
                .bind("vidu-kafka", KafkaComponents.create(context, settings, new OffsetTracker(2, 1), watches));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("vidu-kafka:" + settings.topic() + "?groupId=" + group
                                + "&autoCommitEnable=false&pollTimeoutMs=250")
                        .routeId("vidu-intake-kafka")
                        .to("log:taken?level=DEBUG");
            }
        });
        gateways.put(group, context);
        expected.put(group, told);
    }

    private void prepare(String group, String topic, Map<String, String> more, String told) throws Exception {
        prepare(group, settings(broker.address(), SECURITY, USER, topic, group, more), told);
    }

    private static KafkaSettings settings(
            String brokers, String security, String password, String topic, String group, Map<String, String> more) {
        String user = security.startsWith("SASL") ? USER : "";
        return new KafkaSettings(
                true, brokers, security, "PLAIN", user, password, Optional.empty(), "", more, topic, group, 2);
    }

    private static KafkaSettings at(String brokers, String security, String password, String group) {
        return settings(brokers, security, password, "free", group, Map.of());
    }

    /** The second of three records has bytes on the disk that its checksum does not fit. */
    private static void corrupt() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(broker.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String value : List.of("value0", "value1", "value2")) {
                producer.send(new ProducerRecord<>("corrupt", value.getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
        Path segment = folder.resolve("corrupt-0/00000000000000000000.log");
        int at = new String(Files.readAllBytes(segment), StandardCharsets.ISO_8859_1).indexOf("value1");
        try (FileChannel bytes = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            bytes.write(ByteBuffer.wrap("evil".getBytes(StandardCharsets.UTF_8)), at);
        }
    }

    /** @return a member of the group that shares partitions in a way of its own, once it has one */
    private static KafkaConsumer<byte[], byte[]> member(String group) {
        Properties properties = broker.client();
        properties.put("group.id", group);
        properties.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.RoundRobinAssignor");
        KafkaConsumer<byte[], byte[]> member =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        member.subscribe(List.of("assigned"));
        await().until(() -> {
            member.poll(Duration.ofMillis(100));
            return !member.assignment().isEmpty();
        });
        return member;
    }

    private void prepareAll() throws Exception {
        prepare("no-topic", "missing", Map.of(), "vidu.intake.kafka.topic=missing does not exist");
        prepare("no-right", "unread", Map.of(), "vidu.intake.kafka.user=gateway may not read vidu.intake.kafka.topic");
        prepare("forbidden", "free", Map.of(), "vidu.intake.kafka.user=gateway may not use vidu.intake.kafka.group");
        prepare("other-way", "assigned", Map.of(), "the other members of vidu.intake.kafka.group share");
        prepare(
                "no-session",
                "free",
                Map.of("session.timeout.ms", "100", "heartbeat.interval.ms", "50"),
                "see vidu.intake.kafka.client-properties");
        prepare("no-value", "free", Map.of("fetch.min.bytes", "-1"), "see vidu.intake.kafka.client-properties");
        prepare("unreadable", "corrupt", Map.of(), "a record that nobody can read, and nothing behind it is taken");
        prepare(
                "no-login",
                at(broker.address(), SECURITY, "evil-password", "no-login"),
                "vidu.intake.kafka.password are refused");
        for (String security : List.of("PLAINTEXT", "SSL", "SASL_SSL")) {
            prepare(
                    "as-" + security,
                    at(broker.address(), security, USER, "as-" + security),
                    security + " (vidu.intake.kafka.security)");
        }
        prepare(
                "lost",
                at("127.0.0.1:" + lostPort, SECURITY, USER, "lost"),
                ":" + lostPort + " topic=free unavailable: no broker answers");
        prepare("nobody", at("127.0.0.1:1", SECURITY, USER, "nobody"), "no broker answers");
        prepare("no-host", at("absent.invalid:9092", SECURITY, USER, "no-host"), "vidu.intake.kafka.brokers");
    }

    @Test
    void eachCauseIsToldOnceWithTheSettingAndNoneHoldsUpAStartOrAStop() throws Exception {
        corrupt();
        try (KafkaConsumer<byte[], byte[]> member = member("other-way")) {
            assertThat(member.assignment()).isNotEmpty();
            prepareAll();
            gateways.values().forEach(gateway -> promptly(gateway::start));

            expected.forEach((group, told) -> await().alias(group)
                    .atMost(MINUTE)
                    .until(() -> log.lines().stream().anyMatch(line -> line.contains(told))));
            assertThat(log.text()).contains("corrupt-0 at offset 1");
        }
        assertThat(log.lines()).hasSize(expected.size()).allMatch(line -> line.startsWith("WARN"));
        assertThat(log.text()).doesNotContain("evil-password");
        promptly(() -> gateways.values().parallelStream().forEach(CamelContext::stop));
    }
}
