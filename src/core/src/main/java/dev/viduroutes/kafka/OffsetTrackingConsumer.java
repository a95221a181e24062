package dev.viduroutes.kafka;

import dev.viduroutes.failure.SanitizedText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka consumer that never stops polling, however long the requests take, so that its group is never rebalanced
 * because of them. While as many records as allowed are under way, it polls without fetching, and so it does of a partition of which
 * many were taken behind one that waits for days. It commits only what lies before the
 * first record under way: Camel's own consumer can either process one record at a time in order, or commit what is not done yet.
 */
final class OffsetTrackingConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration LEADER_CHECK_INTERVAL = Duration.ofSeconds(5);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(1);
    /** How long it may take until a record is fetched after another one has ended. */
    private static final Duration WHILE_FULL = Duration.ofMillis(50);

    private final OffsetTracker offsets;
    private final KafkaAvailability availability;
    private final SilentLeaderDetector leaders = new SilentLeaderDetector();
    private final ConsumerMetrics counts = new ConsumerMetrics(this::metrics);
    private Instant checked = Instant.MIN;
    private boolean suspended;

    OffsetTrackingConsumer(Properties properties, OffsetTracker offsets, KafkaAvailability availability) {
        super(properties);
        this.offsets = offsets;
        this.availability = availability;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        commitDone();
        checkTopic();
        Set<TopicPartition> resting = new HashSet<>(offsets.farBehindOne());
        resting.retainAll(assignment());
        boolean full = suspended || offsets.isFull() || !resting.isEmpty() && resting.containsAll(assignment());
        availability.full(full);
        checkLeaders(full);
        if (full) {
            super.pause(assignment());
        } else {
            super.resume(paused());
            super.pause(resting);
        }
        ConsumerRecords<byte[], byte[]> records = pollBounded(full ? WHILE_FULL : timeout);
        availability.polled(counts.connections(), counts.signsOfLife());
        // There is one at most.
        for (ConsumerRecord<byte[], byte[]> taken : records) {
            if (!offsets.track(RecordId.of(taken))) {
                return ConsumerRecords.empty();
            }
        }
        return records;
    }

    private void checkTopic() {
        if (availability.isTopicCheckDue(!assignment().isEmpty())) {
            for (String topic : subscription()) {
                int partitions = partitionsFor(topic, CHECK_TIMEOUT).size();
                if (partitions == 0) {
                    availability.failed(new UnknownTopicOrPartitionException(topic));
                } else if (groupMetadata().generationId() > 0) {
                    availability.isIdle(partitions);
                }
            }
        }
    }

    private void checkLeaders(boolean full) {
        Instant now = Instant.now();
        if (full) {
            leaders.rest();
        } else if (checked.plus(LEADER_CHECK_INTERVAL).isBefore(now)) {
            checked = now;
            leaders.silent(leaders(), counts::answers, now).ifPresent(availability::silent);
        }
    }

    /** As far as the client knows, which is what it fetches by; nobody is asked. */
    private Map<TopicPartition, Optional<Node>> leaders() {
        Map<TopicPartition, Optional<Node>> found = new HashMap<>();
        Set<TopicPartition> assigned = assignment();
        for (String topic : subscription()) {
            for (PartitionInfo partition :
                    assigned.isEmpty() ? List.<PartitionInfo>of() : partitionsFor(topic, CHECK_TIMEOUT)) {
                TopicPartition id = new TopicPartition(topic, partition.partition());
                if (assigned.contains(id) && !paused().contains(id)) {
                    found.put(id, Optional.ofNullable(partition.leader()).filter(node -> !node.isEmpty()));
                }
            }
        }
        return found;
    }

    /** Kafka's client takes the first bytes of a broker that speaks TLS for a length, of 336 MiB; the thread would die. */
    private ConsumerRecords<byte[], byte[]> pollBounded(Duration timeout) {
        try {
            return super.poll(timeout);
        } catch (OutOfMemoryError tooLong) {
            throw new KafkaException(tooLong);
        }
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
                commitBeforeRevocation();
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
    private void commitBeforeRevocation() {
        Map<TopicPartition, OffsetAndMetadata> done = offsets.toCommit();
        try {
            if (!done.isEmpty()) {
                commitSync(done, COMMIT_TIMEOUT);
            }
        } catch (KafkaException failed) {
            LOG.warn(
                    "offsets={} are not committed; these outcomes are reported again: {}",
                    done,
                    SanitizedText.of(failed));
        }
    }
}
