package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** When a broker that has some of the partitions is one that can't be reached. */
class SilentLeaderDetectorTest {

    private static final TopicPartition HERE = new TopicPartition("requests", 0);
    private static final TopicPartition THERE = new TopicPartition("requests", 1);
    private static final Node NEAR = new Node(1, "near.example", 9092);
    private static final Node FAR = new Node(2, "far.internal", 9092);

    private final SilentLeaderDetector leaders = new SilentLeaderDetector();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private int second;

    private Optional<String> after(int seconds, Map<TopicPartition, Optional<Node>> partitions) {
        Optional<String> silent = Optional.empty();
        for (int end = second + seconds; second < end; second++) {
            now = now.plusSeconds(1);
            silent = leaders.silent(partitions, node -> node == NEAR ? second : 0, now);
        }
        return silent;
    }

    @Test
    void allThatAnswerAreWell() {
        assertThat(after(300, Map.of(HERE, Optional.of(NEAR), THERE, Optional.of(NEAR))))
                .isEmpty();
    }

    @Test
    void aBrokerThatNeverAnswersIsNamedAlthoughOthersDo() {
        Map<TopicPartition, Optional<Node>> both = Map.of(HERE, Optional.of(NEAR), THERE, Optional.of(FAR));

        assertThat(after(25, both)).isEmpty();
        assertThat(after(10, both)).get().asString().contains("far.internal:9092", "requests-1", "advertised");
    }

    @Test
    void aPartitionWithoutALeaderIsNamed() {
        assertThat(after(40, Map.of(HERE, Optional.of(NEAR), THERE, Optional.empty())))
                .get()
                .asString()
                .contains("requests-1", "no leader");
    }

    @Test
    void nobodyAnswersWhileNothingIsFetched() {
        Map<TopicPartition, Optional<Node>> far = Map.of(THERE, Optional.of(FAR));
        after(25, far);
        leaders.rest();

        assertThat(after(25, far)).isEmpty();
    }
}
