package dev.viduroutes.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka consumer that never stops polling, however long the requests take, so that its group is never rebalanced
 * because of them. While all places are taken it polls without fetching. Camel's own consumer can either process one
 * record at a time in order, or commit what is not done yet.
 */
final class OrderedConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);
    /** How long a place that becomes free may stay empty. */
    private static final Duration WHILE_FULL = Duration.ofMillis(50);

    private final Offsets offsets;

    OrderedConsumer(Properties properties, Offsets offsets) {
        super(properties);
        this.offsets = offsets;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        commitDone();
        boolean full = offsets.isFull();
        if (full) {
            pause(assignment());
        } else {
            resume(paused());
        }
        ConsumerRecords<byte[], byte[]> records = super.poll(full ? WHILE_FULL : timeout);
        records.forEach(taken -> offsets.taken(new TopicPartition(taken.topic(), taken.partition()), taken.offset()));
        return records;
    }

    private void commitDone() {
        Map<TopicPartition, OffsetAndMetadata> done = offsets.toCommit();
        if (!done.isEmpty()) {
            commitAsync(done, (ends, failure) -> {
                if (failure != null) {
                    LOG.warn("offsets={} are not committed yet: {}", ends, failure.toString());
                    offsets.notCommitted(ends.keySet());
                }
            });
        }
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                listener.onPartitionsAssigned(assigned);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                handOver();
                offsets.forget(revoked);
                listener.onPartitionsRevoked(revoked);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> lost) {
                offsets.forget(lost);
                listener.onPartitionsLost(lost);
            }
        });
    }

    /** The last moment at which what is done can be kept from whoever has the partitions next; a stop comes here, too. */
    private void handOver() {
        Map<TopicPartition, OffsetAndMetadata> done = offsets.toCommit();
        try {
            if (!done.isEmpty()) {
                commitSync(done, COMMIT_TIMEOUT);
            }
        } catch (KafkaException failed) {
            LOG.warn("offsets={} are not committed; these outcomes are told again: {}", done, failed.toString());
        }
    }
}
