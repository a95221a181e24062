package dev.viduroutes.kafka;

import dev.viduroutes.host.ContextEnd;
import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.Letter;
import dev.viduroutes.replay.ReturnPath;
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
final class KafkaPath implements ReturnPath {

    private final CamelContext context;
    private final String topic;
    private KafkaProducer<byte[], byte[]> producer;

    KafkaPath(CamelContext context, KafkaSettings settings) {
        this.context = context;
        topic = settings.topic();
    }

    @Override
    public boolean leadsTo(Source source) {
        return source.kind().equals("kafka");
    }

    @Override
    public void putBack(Letter letter) throws Exception {
        open().send(record(letter)).get();
    }

    /** Kept for the letters to come, and closed with the context. */
    private synchronized KafkaProducer<byte[], byte[]> open() {
        if (producer == null) {
            producer = new KafkaClients(context, "vidu-kafka:" + topic).producer();
            ContextEnd.closes(context, producer);
        }
        return producer;
    }

    private ProducerRecord<byte[], byte[]> record(Letter letter) {
        String key = letter.headers().get(KafkaRecords.RECORD_KEY);
        Object content = letter.content().orElseThrow();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                key == null ? null : BytesAsText.bytes(key),
                content instanceof byte[] raw ? raw : utf8(content));
        letter.properties().forEach((name, value) -> {
            if (!name.startsWith(InboundMessage.OWN_PREFIX)) {
                List<?> values = value instanceof List<?> several ? several : List.of(value);
                values.forEach(one -> record.headers().add(name, BytesAsText.bytes(one.toString())));
            }
        });
        record.headers().add(InboundMessage.KEY, utf8(letter.requestId()));
        return record;
    }

    private static byte[] utf8(Object value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
