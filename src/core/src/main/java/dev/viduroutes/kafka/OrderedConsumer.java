package dev.viduroutes.kafka;

import dev.viduroutes.failure.SanitizedText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka consumer that never stops polling, however long the requests take, so that its group is never rebalanced
 * because of them. While all places are taken it polls without fetching. Camel's own consumer can either process one
 * record at a time in order, or commit what is not done yet.
 */
final class OrderedConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration LEADERS_LOOK = Duration.ofSeconds(5);
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(1);
    /** How long a place that becomes free may stay empty. */
    private static final Duration WHILE_FULL = Duration.ofMillis(50);

    /** What the client itself counts. Those of single nodes, topics and partitions have more tags than one. */
    private static final Set<String> CONNECTIONS = Set.of("connection-count");
    /** Answers that nobody has whose connection, user and security are not accepted. */
    private static final Set<String> SIGNS_OF_LIFE = Set.of("join-total", "heartbeat-total", "fetch-total");

    private final Offsets offsets;
    private final KafkaContact contact;
    private final Leaders leaders = new Leaders();
    private Instant looked = Instant.MIN;
    private boolean suspended;

    OrderedConsumer(Properties properties, Offsets offsets, KafkaContact contact) {
        super(properties);
        this.offsets = offsets;
        this.contact = contact;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        commitDone();
        lookForTopic();
        boolean full = suspended || offsets.isFull();
        contact.full(full);
        lookForLeaders(full);
        if (full) {
            super.pause(assignment());
        } else {
            super.resume(paused());
        }
        ConsumerRecords<byte[], byte[]> records = pollBounded(full ? WHILE_FULL : timeout);
        contact.polled(sum(CONNECTIONS), sum(SIGNS_OF_LIFE));
        // There is one at most.
        for (ConsumerRecord<byte[], byte[]> taken : records) {
            if (!offsets.taken(RecordId.of(taken))) {
                return ConsumerRecords.empty();
            }
        }
        return records;
    }

    private void lookForTopic() {
        if (contact.isTopicToBeLookedFor(!assignment().isEmpty())) {
            for (String topic : subscription()) {
                int partitions = partitionsFor(topic, LOOK_TIMEOUT).size();
                if (partitions == 0) {
                    contact.failed(new UnknownTopicOrPartitionException(topic));
                } else if (groupMetadata().generationId() > 0) {
                    contact.isIdle(partitions);
                }
            }
        }
    }

    private void lookForLeaders(boolean full) {
        Instant now = Instant.now();
        if (full) {
            leaders.rest();
        } else if (looked.plus(LEADERS_LOOK).isBefore(now)) {
            looked = now;
            leaders.silent(leaders(), this::answers, now).ifPresent(contact::silent);
        }
    }

    /** As far as the client knows, which is what it fetches by; nobody is asked. */
    private Map<TopicPartition, Optional<Node>> leaders() {
        Map<TopicPartition, Optional<Node>> found = new HashMap<>();
        Set<TopicPartition> assigned = assignment();
        for (String topic : subscription()) {
            for (PartitionInfo partition :
                    assigned.isEmpty() ? List.<PartitionInfo>of() : partitionsFor(topic, LOOK_TIMEOUT)) {
                TopicPartition id = new TopicPartition(topic, partition.partition());
                if (assigned.contains(id)) {
                    found.put(id, Optional.ofNullable(partition.leader()).filter(node -> !node.isEmpty()));
                }
            }
        }
        return found;
    }

    private double answers(Node node) {
        return metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("response-total")
                        && ("node-" + node.id()).equals(metric.getKey().tags().get("node-id")))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }

    /** Kafka's client takes the first bytes of a broker that speaks TLS for a length, of 336 MiB; the thread would die. */
    private ConsumerRecords<byte[], byte[]> pollBounded(Duration timeout) {
        try {
            return super.poll(timeout);
        } catch (OutOfMemoryError tooLong) {
            throw new KafkaException(tooLong);
        }
    }

    private double sum(Set<String> names) {
        double sum = 0;
        for (Map.Entry<MetricName, ? extends Metric> metric : metrics().entrySet()) {
            if (names.contains(metric.getKey().name()) && metric.getKey().tags().size() == 1) {
                sum += (Double) metric.getValue().metricValue();
            }
        }
        return sum;
    }

    /** At a stop; what is done was committed before, and brokers that do not answer would be waited for for half a minute. */
    @Override
    @SuppressWarnings("deprecation") // What replaces it, older clients do not have.
    public void close() {
        super.close(CLOSE_TIMEOUT);
    }

    /** Camel says so when the route is suspended. */
    @Override
    public void pause(Collection<TopicPartition> partitions) {
        suspended = true;
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        suspended = false;
        super.resume(partitions);
    }

    private void commitDone() {
        Map<TopicPartition, OffsetAndMetadata> done = offsets.toCommit();
        if (!done.isEmpty()) {
            commitAsync(done, (ends, failure) -> {
                if (failure != null) {
                    LOG.warn("offsets={} are not committed yet: {}", ends, SanitizedText.of(failure));
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
            LOG.warn("offsets={} are not committed; these outcomes are told again: {}", done, SanitizedText.of(failed));
        }
    }
}
