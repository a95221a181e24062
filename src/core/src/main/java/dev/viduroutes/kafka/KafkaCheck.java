package dev.viduroutes.kafka;

import dev.viduroutes.check.CheckResult;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.settings.KafkaSettings;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Tells whether the brokers let the gateway in, and have the topic; joins no group and takes no record. */
public final class KafkaCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private KafkaCheck() {}

    public static CheckResult check(CamelContext context, Settings settings, IntakeWatchdogs watches) {
        KafkaSettings kafka = settings.kafka();
        String place = "brokers=" + kafka.brokers() + " topic=" + kafka.topic();
        KafkaBeans.bind(context, settings, watches);
        KafkaClients clients = new KafkaClients(context, "vidu-kafka:" + kafka.topic());
        try (KafkaConsumer<byte[], byte[]> reader = clients.reader()) {
            int partitions = reader.partitionsFor(kafka.topic(), PATIENCE).size();
            return partitions == 0
                    ? CheckResult.failed(place + ": vidu.intake.kafka.topic=" + kafka.topic() + " does not exist")
                    : CheckResult.ok(place + " has " + partitions + " partitions");
        } catch (RuntimeException failed) {
            return CheckResult.failed(place + ": " + new KafkaFailureAnalyzer(kafka).why(failed));
        }
    }
}
