package dev.viduroutes.kafka;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.DeadLetter;
import dev.viduroutes.replay.DeadLetterMetadata;
import dev.viduroutes.replay.DeadLetterStore;
import dev.viduroutes.replay.ReplayTarget;
import dev.viduroutes.settings.AddressRedactor;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * A topic of dead letters. Nothing can be taken out of a topic, and a group's offset can't tell which dead letters before it were
 * put back; so it is read as a whole each time, and what the journal says of each dead letter tells whether it is one still.
 */
final class KafkaDeadLetterTopic implements DeadLetterStore {

    private static final String COMPONENT = "vidu-kafka:";
    private static final Duration ONE_POLL = Duration.ofSeconds(1);
    private static final int LONGEST_SILENCE_POLLS = 30;

    private final CamelContext context;
    private final String uri;
    private final long maxBytes;

    private KafkaDeadLetterTopic(CamelContext context, String uri, long maxBytes) {
        this.context = context;
        this.uri = uri;
        this.maxBytes = maxBytes;
    }

    /** @return the store, if {@code vidu.dead-letter.uri} names a topic at the brokers of the intake */
    static Optional<KafkaDeadLetterTopic> of(CamelContext context, Settings settings) {
        String uri = settings.reports().deadLetterUri();
        return Optional.of(new KafkaDeadLetterTopic(
                        context, uri, settings.requests().maxBytes()))
                .filter(store -> uri.startsWith(COMPONENT));
    }

    @Override
    public String where() {
        return AddressRedactor.withoutOptions(uri);
    }

    @Override
    public boolean keepsReplayed() {
        return true;
    }

    @Override
    public void read(Visitor visitor) throws Exception {
        KafkaClients clients = new KafkaClients(context, uri);
        try (KafkaConsumer<byte[], byte[]> consumer = clients.reader()) {
            List<TopicPartition> partitions = consumer.partitionsFor(clients.topic()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readTo(consumer.endOffsets(partitions), consumer, visitor);
        }
    }

    /** As far as it went when this began: the gateway may write to it meanwhile. */
    private void readTo(Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer, Visitor visitor)
            throws Exception {
        int silent = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            silent++;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(ONE_POLL)) {
                silent = 0;
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    show(record, visitor);
                }
            }
            if (silent == LONGEST_SILENCE_POLLS) {
                throw new IOException(where() + " can't be read to its end");
            }
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> record, Visitor visitor) throws Exception {
        Optional<DeadLetterMetadata> metadata = DeadLetterMetadata.ofTexts(
                header(record, InboundMessage.REASON), header(record, InboundMessage.ENVELOPE));
        if (metadata.isPresent()) {
            visitor.visit(deadLetter(metadata.get(), record));
        } else {
            visitor.unreadable(
                    record.topic() + "-" + record.partition() + "-" + record.offset(),
                    DeadLetterMetadata.NOT_THE_GATEWAYS);
        }
    }

    private DeadLetter deadLetter(DeadLetterMetadata metadata, ConsumerRecord<byte[], byte[]> record) {
        Optional<Object> content =
                Optional.<Object>ofNullable(record.value()).filter(value -> record.value().length <= maxBytes);
        return DeadLetter.ofMessage(metadata, content, record.offset());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public boolean putBack(DeadLetter deadLetter, ReplayTarget target) throws Exception {
        target.putBack(deadLetter);
        return true;
    }
}
