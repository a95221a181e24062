package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What may be committed, and how many records may be under way. */
class OffsetsTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final Offsets offsets = new Offsets(3);

    private void done(long offset) {
        offsets.done(new RecordId("t", 0, offset, 0));
    }

    private static Map<TopicPartition, OffsetAndMetadata> upTo(long offset) {
        return Map.of(PARTITION, new OffsetAndMetadata(offset));
    }

    @Test
    void nothingBehindARecordThatIsUnderWayIsCommitted() {
        offsets.taken(PARTITION, 5);
        offsets.taken(PARTITION, 6);
        offsets.taken(PARTITION, 7);
        done(6);
        done(7);
        assertThat(offsets.toCommit()).isEmpty();

        done(5);

        assertThat(offsets.toCommit()).isEqualTo(upTo(8));
        assertThat(offsets.toCommit()).isEmpty();
    }

    @Test
    void gapsOfACompactedTopicDoNotHoldUpTheCommit() {
        offsets.taken(PARTITION, 5);
        offsets.taken(PARTITION, 90);
        done(5);
        assertThat(offsets.toCommit()).isEqualTo(upTo(90));
        done(90);
        assertThat(offsets.toCommit()).isEqualTo(upTo(91));
    }

    @Test
    void aCommitThatFailedIsSentAgain() {
        offsets.taken(PARTITION, 0);
        done(0);
        assertThat(offsets.toCommit()).isEqualTo(upTo(1));

        offsets.notCommitted(Set.of(PARTITION, new TopicPartition("gone", 1)));

        assertThat(offsets.toCommit()).isEqualTo(upTo(1));
    }

    @Test
    void placesAreTakenAndFreedWhateverTheOrder() {
        offsets.taken(PARTITION, 0);
        offsets.taken(new TopicPartition("t", 1), 0);
        assertThat(offsets.isFull()).isFalse();
        offsets.taken(PARTITION, 1);
        assertThat(offsets.isFull()).isTrue();
        done(1);
        assertThat(offsets.isFull()).isFalse();
        assertThat(offsets.inUse()).isEqualTo(2);
    }

    @Test
    void aPartitionThatWasTakenAwayIsNotCommittedAnyMore() {
        offsets.taken(PARTITION, 0);
        offsets.forget(Set.of(PARTITION));
        done(0);

        assertThat(offsets.toCommit()).isEmpty();
        assertThat(offsets.inUse()).isZero();
    }

    @Test
    void whateverTheOrderOfEndsNoRecordIsCommittedBeforeItsEnd() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Long> open = new ArrayList<>();
        long next = 0;
        long committed = 0;
        for (int step = 0; step < 10_000; step++) {
            if (random.nextBoolean()) {
                next += 1 + random.nextInt(3);
                offsets.taken(PARTITION, next);
                open.add(next);
            } else if (!open.isEmpty()) {
                done(open.remove(random.nextInt(open.size())));
            }
            for (OffsetAndMetadata end : offsets.toCommit().values()) {
                assertThat(end.offset()).as("seed %d", seed).isGreaterThan(committed);
                committed = end.offset();
            }
            if (!open.isEmpty()) {
                assertThat(committed).as("seed %d", seed).isLessThanOrEqualTo(Collections.min(open));
            }
        }
        open.forEach(this::done);
        offsets.toCommit();
        assertThat(offsets.inUse()).isZero();
    }
}
