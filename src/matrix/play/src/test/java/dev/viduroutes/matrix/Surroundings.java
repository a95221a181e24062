package dev.viduroutes.matrix;

import dev.viduroutes.kafka.KafkaBroker;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.SandboxS3;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** What all hosts share: the sandbox, its S3 server, a JMS broker and a Kafka broker. */
final class Surroundings implements AutoCloseable {

    private static final String KEY = "key-of-the-matrix";
    private static final String BUCKET = "matrix";

    private final Sandbox api;
    private final SandboxS3 s3;
    private final SandboxBroker jms;
    private final KafkaBroker kafka;

    Surroundings(Path folder) throws Exception {
        api = Sandbox.builder()
                .apiKey(KEY)
                .timeScale(100)
                .taskDuration(Duration.ofSeconds(30), 0.1)
                .limits(100_000, Duration.ofMinutes(1), 1000)
                .start();
        s3 = SandboxS3.start(folder.resolve("s3"), BUCKET, 0, KEY, KEY);
        jms = SandboxBroker.start(folder.resolve("jms"), KEY, KEY, Map.of());
        kafka = KafkaBroker.start(folder.resolve("kafka"));
    }

    /** @return settings for a host, which has its home in this folder and topics and queues of this name */
    Properties settings(Path home, String name) throws Exception {
        kafka.createTopic(requests(name), 1);
        kafka.createTopic(outcomes(name), 1);
        Properties settings = new Properties();
        settings.setProperty("vidu.home", home.toString());
        settings.setProperty("vidu.api.base-url", api.baseUri().toString());
        settings.setProperty("vidu.api.key", KEY);
        settings.setProperty("vidu.limits.requests", "100000");
        settings.setProperty("vidu.delivery.allow-private", "true");
        settings.setProperty("vidu.poll.first-delay", "200ms");
        settings.setProperty("vidu.poll.interval", "100ms");
        settings.setProperty("vidu.s3.bucket", BUCKET);
        settings.setProperty("vidu.s3.endpoint", s3.endpoint().toString());
        settings.setProperty("vidu.s3.access-key", KEY);
        settings.setProperty("vidu.s3.secret-key", KEY);
        settings.setProperty("vidu.intake.file.enabled", "true");
        settings.setProperty("vidu.intake.file.poll-interval", "100ms");
        settings.setProperty("vidu.intake.file.settle", "0s");
        settings.setProperty("vidu.intake.kafka.enabled", "true");
        settings.setProperty("vidu.intake.kafka.brokers", kafka.address());
        settings.setProperty("vidu.intake.kafka.topic", requests(name));
        settings.setProperty("vidu.intake.kafka.group", "group-" + name);
        settings.setProperty("vidu.outcome.uri", "vidu-kafka:" + outcomes(name));
        settings.setProperty("vidu.intake.jms.enabled", "true");
        settings.setProperty("vidu.intake.jms.url", jms.url());
        settings.setProperty("vidu.intake.jms.user", KEY);
        settings.setProperty("vidu.intake.jms.password", KEY);
        settings.setProperty("vidu.intake.jms.queue", requests(name));
        settings.setProperty("vidu.intake.jms.consumers", "2");
        return settings;
    }

    Topics topics(String name) {
        return new Topics(kafka.client(), requests(name), outcomes(name));
    }

    Queues queues(String name) {
        return new Queues(jms.url(), KEY, requests(name));
    }

    private static String requests(String name) {
        return "requests-" + name;
    }

    private static String outcomes(String name) {
        return "outcomes-" + name;
    }

    @Override
    public void close() {
        kafka.close();
        jms.close();
        s3.close();
        api.close();
    }
}
