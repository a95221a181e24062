package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.SandboxS3;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a configuration of the log of one's own, and everything written into it, no secret stands there. */
class TraceIT {

    private static final String EVERYTHING = """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%level %logger %msg %ex%n</pattern></encoder>
              </appender>
              <root level="TRACE"><appender-ref ref="console"/></root>
            </configuration>
            """;

    private static final String KEY = "trace-Key/0+1=secret";
    private static final String S3_SECRET = "trace-S3/2+3=secret";
    private static final String CALLBACK = "trace-callback/4+5=secret-0123456789";
    private static final String OLD_CALLBACK = "trace-callback/6+7=secret-0123456789";
    private static final String BROKER = "trace-broker/8+9=secret";
    private static final String KAFKA = "trace-kafka/a+b=secret";
    private static final String SQS = "trace-sqs/c+d=secret";
    private static final String JOURNAL = "trace-journal/e+f=secret";
    private static final String STORE = "trace-store-g-h-secret";
    private static final String OUTCOMES = "trace-outcomes/k+l=secret";
    private static final String LETTERS = "trace-letters-m-n-secret";
    private static final String LETTERS_OPTION = "trace-letters&o/p;secret";

    @TempDir
    private Path home;

    @Test
    void noLevelOfAnyLoggerShowsASecret() throws Exception {
        Path log = Files.writeString(home.resolve("everything.xml"), EVERYTHING);
        Files.createDirectories(home.resolve("config"));
        Files.writeString(
                home.resolve("config/application.properties"),
                "vidu.callback.secret=" + CALLBACK + "\nvidu.callback.old-secret=" + OLD_CALLBACK
                        + "\ncamel.main.autoConfigurationLogSummary=true\nvidu.journal.password=" + JOURNAL + "\n");
        try (Sandbox api = Sandbox.builder().apiKey(KEY).timeScale(100).start();
                SandboxS3 s3 = SandboxS3.start(home.resolve("objects"), "trace-videos", 0, "trace-access", S3_SECRET);
                SandboxBroker broker = SandboxBroker.start(home.resolve("broker"), "tracer", BROKER, Map.of())) {
            Map<String, String> environment = new HashMap<>(Runner.environment(api, KEY, s3));
            environment.put("VIDU_S3_ACCESS_KEY", "trace-access");
            environment.put("VIDU_S3_SECRET_KEY", S3_SECRET);
            environment.put("VIDU_INTAKE_JMS_ENABLED", "true");
            environment.put("VIDU_INTAKE_JMS_URL", broker.url() + "?trustStorePassword=" + STORE);
            environment.put("VIDU_INTAKE_JMS_USER", "tracer");
            environment.put("VIDU_INTAKE_JMS_PASSWORD", BROKER);
            environment.put("VIDU_INTAKE_AMQP_ENABLED", "true");
            environment.put("VIDU_INTAKE_AMQP_URL", broker.amqpUrl());
            environment.put("VIDU_INTAKE_AMQP_USER", "tracer");
            environment.put("VIDU_INTAKE_AMQP_QUEUE", "vidu.other.requests");
            environment.put("VIDU_INTAKE_KAFKA_ENABLED", "true");
            environment.put("VIDU_INTAKE_KAFKA_BROKERS", "127.0.0.1:1");
            environment.put("VIDU_INTAKE_KAFKA_SECURITY", "SASL_PLAINTEXT");
            environment.put("VIDU_INTAKE_KAFKA_USER", "tracer");
            environment.put("VIDU_INTAKE_KAFKA_PASSWORD", KAFKA);
            environment.put("VIDU_INTAKE_SQS_ENABLED", "true");
            environment.put("VIDU_INTAKE_SQS_QUEUE_URL", "http://127.0.0.1:1/000000000000/trace");
            environment.put("VIDU_INTAKE_SQS_ACCESS_KEY", "trace-access");
            environment.put("VIDU_INTAKE_SQS_SECRET_KEY", SQS);
            environment.put("VIDU_OUTCOME_URI", "kafka:out?brokers=127.0.0.1:1&saslJaasConfig=RAW(" + OUTCOMES + ")");
            environment.put(
                    "VIDU_DEAD_LETTER_URI",
                    "http://tracer:" + LETTERS + "@127.0.0.1:1/x?authMethod=Basic&authUsername=tracer&authPassword=RAW("
                            + LETTERS_OPTION + ")");
            String said;
            try (Runner runner = Runner.start(
                    home, environment, "-Dlogback.configurationFile=" + log, "-Dvidu.intake.amqp.password=" + BROKER)) {
                runner.drop("good.json", """
                        {"input": {"mode": "text-to-video", "prompt": "traced", "duration": 1}}""");
                await().failFast("it ended", () -> !runner.isAlive())
                        .until(() -> Files.exists(runner.done().resolve("good.json.outcome.json")));
                runner.drop("bad.json", "{}");
                await().until(() -> runner.output().contains("vidu.intake.kafka")
                        && runner.output().contains("vidu-dead-letter requestId=bad"));
                runner.terminate();
                runner.awaitExit(30);
                said = runner.output();
            }
            for (String line :
                    List.of("TRACE org.apache.camel", "DEBUG io.netty", "DEBUG org.apache.hc", "TRACE org.sqlite")) {
                assertThat(said.contains(line)).as("a line of %s", line).isTrue();
            }
            assertThat(said.lines().filter(TraceIT::tells)).isEmpty();
        }
    }

    private static boolean tells(String line) {
        return Stream.of(
                        KEY,
                        S3_SECRET,
                        CALLBACK,
                        OLD_CALLBACK,
                        BROKER,
                        KAFKA,
                        SQS,
                        JOURNAL,
                        STORE,
                        OUTCOMES,
                        LETTERS,
                        LETTERS_OPTION)
                .flatMap(secret -> forms(secret).stream())
                .anyMatch(line::contains);
    }

    /** As it is, in a URL, and in the middle of a header of basic authentication. */
    private static List<String> forms(String secret) {
        return List.of(
                secret,
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                base64("", secret),
                base64("x", secret),
                base64("xx", secret));
    }

    private static String base64(String before, String secret) {
        String whole = Base64.getEncoder().encodeToString((before + secret).getBytes(StandardCharsets.UTF_8));
        return whole.substring(4, whole.length() - 4);
    }
}
