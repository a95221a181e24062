package dev.viduroutes.kafka;

import dev.viduroutes.host.ContextShutdown;
import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.DeadLetter;
import dev.viduroutes.replay.ReplayTarget;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Back to the topic of requests, at its end: value, key and headers as they were, and the request's id. The new record's
 * own place tells it from a redelivery.
 */
final class KafkaReplayTarget implements ReplayTarget {

    private final CamelContext context;
    private final String topic;
    private KafkaProducer<byte[], byte[]> producer;

    KafkaReplayTarget(CamelContext context, KafkaSettings settings) {
        this.context = context;
        topic = settings.topic();
    }

    @Override
    public boolean accepts(Source source) {
        return source.kind().equals("kafka");
    }

    @Override
    public void putBack(DeadLetter deadLetter) throws Exception {
        open().send(record(deadLetter)).get();
    }

    /** Kept for the dead letters to come, and closed with the context. */
    private synchronized KafkaProducer<byte[], byte[]> open() {
        if (producer == null) {
            producer = new KafkaClients(context, "vidu-kafka:" + topic).producer();
            ContextShutdown.closes(context, producer);
        }
        return producer;
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter deadLetter) {
        String key = deadLetter.headers().get(KafkaRecords.RECORD_KEY);
        Object content = deadLetter.content().orElseThrow();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                key == null ? null : Utf8OrBase64.bytes(key),
                content instanceof byte[] raw ? raw : utf8(content));
        deadLetter.properties().forEach((name, value) -> {
            if (!name.startsWith(InboundMessage.OWN_PREFIX)) {
                List<?> values = value instanceof List<?> several ? several : List.of(value);
                values.forEach(one -> record.headers().add(name, Utf8OrBase64.bytes(one.toString())));
            }
        });
        record.headers().add(InboundMessage.KEY, utf8(deadLetter.requestId()));
        return record;
    }

    private static byte[] utf8(Object value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
