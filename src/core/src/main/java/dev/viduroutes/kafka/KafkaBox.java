package dev.viduroutes.kafka;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.Label;
import dev.viduroutes.replay.Letter;
import dev.viduroutes.replay.LetterBox;
import dev.viduroutes.replay.ReturnPath;
import dev.viduroutes.settings.Addresses;
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
 * A topic of dead letters. Nothing can be taken out of a topic, and a group's offset can't tell which letters before it were
 * put back; so it is read as a whole each time, and what the journal says of each letter tells whether it is one still.
 */
final class KafkaBox implements LetterBox {

    private static final String COMPONENT = "vidu-kafka:";
    private static final Duration ONE_POLL = Duration.ofSeconds(1);
    private static final int LONGEST_SILENCE_POLLS = 30;

    private final CamelContext context;
    private final String uri;
    private final long maxBytes;

    private KafkaBox(CamelContext context, String uri, long maxBytes) {
        this.context = context;
        this.uri = uri;
        this.maxBytes = maxBytes;
    }

    /** @return the box, if {@code vidu.dead-letter.uri} names a topic at the brokers of the intake */
    static Optional<KafkaBox> of(CamelContext context, Settings settings) {
        String uri = settings.reports().deadLetterUri();
        return Optional.of(new KafkaBox(context, uri, settings.requests().maxBytes()))
                .filter(box -> uri.startsWith(COMPONENT));
    }

    @Override
    public String where() {
        return Addresses.withoutOptions(uri);
    }

    @Override
    public boolean keepsLetters() {
        return true;
    }

    @Override
    public void read(Reader reader) throws Exception {
        KafkaClients clients = new KafkaClients(context, uri);
        try (KafkaConsumer<byte[], byte[]> consumer = clients.reader()) {
            List<TopicPartition> partitions = consumer.partitionsFor(clients.topic()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readTo(consumer.endOffsets(partitions), consumer, reader);
        }
    }

    /** As far as it went when this began: the gateway may write to it meanwhile. */
    private void readTo(Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer, Reader reader)
            throws Exception {
        int silent = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            silent++;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(ONE_POLL)) {
                silent = 0;
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    show(record, reader);
                }
            }
            if (silent == LONGEST_SILENCE_POLLS) {
                throw new IOException(where() + " can't be read to its end");
            }
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> record, Reader reader) throws Exception {
        Optional<Label> label =
                Label.ofTexts(header(record, InboundMessage.REASON), header(record, InboundMessage.ENVELOPE));
        if (label.isPresent()) {
            reader.letter(letter(label.get(), record));
        } else {
            reader.unreadable(
                    record.topic() + "-" + record.partition() + "-" + record.offset(), Label.NOT_THE_GATEWAYS);
        }
    }

    private Letter letter(Label label, ConsumerRecord<byte[], byte[]> record) {
        Optional<Object> content =
                Optional.<Object>ofNullable(record.value()).filter(value -> record.value().length <= maxBytes);
        return Letter.ofMessage(label, content, record.offset());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public boolean putBack(Letter letter, ReturnPath path) throws Exception {
        path.putBack(letter);
        return true;
    }
}
