package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.inflight.Place;
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
class OffsetTrackerTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final OffsetTracker offsets = new OffsetTracker(3, 4);

    private boolean taken(long offset) {
        return offsets.track(new RecordId("t", 0, offset, 0));
    }

    private void done(long offset) {
        offsets.done(new RecordId("t", 0, offset, 0));
    }

    private static Map<TopicPartition, OffsetAndMetadata> upTo(long offset) {
        return Map.of(PARTITION, new OffsetAndMetadata(offset));
    }

    @Test
    void nothingBehindARecordThatIsUnderWayIsCommitted() {
        taken(5);
        taken(6);
        taken(7);
        done(6);
        done(7);
        assertThat(offsets.toCommit()).isEmpty();

        done(5);

        assertThat(offsets.toCommit()).isEqualTo(upTo(8));
        assertThat(offsets.toCommit()).isEmpty();
    }

    @Test
    void gapsOfACompactedTopicDoNotHoldUpTheCommit() {
        taken(5);
        taken(90);
        done(5);
        assertThat(offsets.toCommit()).isEqualTo(upTo(90));
        done(90);
        assertThat(offsets.toCommit()).isEqualTo(upTo(91));
    }

    @Test
    void aCommitThatFailedIsSentAgain() {
        taken(0);
        done(0);
        assertThat(offsets.toCommit()).isEqualTo(upTo(1));

        offsets.notCommitted(Set.of(PARTITION, new TopicPartition("gone", 1)));

        assertThat(offsets.toCommit()).isEqualTo(upTo(1));
    }

    @Test
    void placesAreTakenAndFreedWhateverTheOrder() {
        taken(0);
        offsets.track(new RecordId("t", 1, 0, 0));
        assertThat(offsets.isFull()).isFalse();
        taken(1);
        assertThat(offsets.isFull()).isTrue();
        done(1);
        assertThat(offsets.isFull()).isFalse();
        assertThat(offsets.inUse()).isEqualTo(2);
    }

    @Test
    void aPartitionThatWasTakenAwayIsNotCommittedAnyMore() {
        taken(0);
        offsets.forget(Set.of(PARTITION));
        done(0);

        assertThat(offsets.toCommit()).isEmpty();
        assertThat(offsets.inUse()).isZero();
    }

    @Test
    void aRecordThatIsUnderWayKeepsItsPlaceAndIsNotNewWhenItsPartitionIsGivenAgain() {
        taken(0);
        taken(1);
        taken(2);
        offsets.forget(Set.of(PARTITION));
        assertThat(offsets.isFull()).isTrue();

        assertThat(taken(0)).isFalse();
        assertThat(taken(1)).isFalse();
        done(1);
        done(0);

        assertThat(offsets.toCommit()).isEqualTo(upTo(2));
        assertThat(taken(2)).isFalse();
        assertThat(taken(3)).isTrue();
    }

    @Test
    void offsetsThatBeginAnewAreCommittedAgainAndNotByWhatWasUnderWayBefore() {
        taken(5);
        taken(6);
        done(6);

        offsets.track(new RecordId("t", 0, 0, 99));
        offsets.done(new RecordId("t", 0, 0, 99));

        assertThat(offsets.toCommit()).isEqualTo(upTo(1));
        for (long offset = 1; offset <= 5; offset++) {
            assertThat(offsets.track(new RecordId("t", 0, offset, 99))).isTrue();
        }
        done(5);
        for (long offset = 1; offset <= 4; offset++) {
            offsets.done(new RecordId("t", 0, offset, 99));
        }
        assertThat(offsets.toCommit()).isEqualTo(upTo(5));
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
                taken(next);
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

    private Place place(long offset) {
        return offsets.place(new RecordId("t", 0, offset, 0));
    }

    @Test
    void aRecordThatWaitsForDaysTakesNoPlace() {
        List.of(1L, 2L, 3L).forEach(this::taken);
        assertThat(offsets.isFull()).isTrue();
        place(1).idle();
        place(2).idle();
        assertThat(offsets.inUse()).isOne();
        place(2).busy();
        assertThat(offsets.inUse()).isEqualTo(2);
        done(1);

        assertThat(offsets.inUse()).isEqualTo(2);
        assertThat(offsets.isFull()).isFalse();
    }

    /** All of it comes again after a kill. */
    @Test
    void onlySoManyRecordsAreTakenBehindOneThatWaitsForDays() {
        taken(1);
        place(1).idle();
        for (long offset = 2; offset <= 4; offset++) {
            taken(offset);
            done(offset);
            assertThat(offsets.farBehindOne()).isEmpty();
        }
        taken(5);
        done(5);

        assertThat(offsets.farBehindOne()).containsExactly(PARTITION);
        offsets.track(new RecordId("t", 1, 70, 0));
        assertThat(offsets.farBehindOne()).containsExactly(PARTITION);
        place(1).busy();
        assertThat(offsets.farBehindOne()).as("it goes on, as any other").isEmpty();
        assertThat(offsets.toCommit()).isEmpty();
        done(1);
        assertThat(offsets.toCommit()).isEqualTo(upTo(6));
    }
}
