package dev.viduroutes.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/**
 * Detects brokers that lead partitions of this process and do not answer. The heartbeats of a group go to one broker, and say nothing
 * about the others: one whose advertised listener can't be reached keeps its records, and the client says nothing.
 */
final class SilentLeaderDetector {

    /** A broker answers every fetch within half a second, records or not. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Heard(Optional<Node> leader, double answers, Instant since) {}

    private final Map<TopicPartition, Heard> heard = new HashMap<>();

    /** Nothing is fetched for the moment, so that nobody answers. */
    void rest() {
        heard.clear();
    }

    /**
     * Finds a broker that does not answer.
     *
     * @param leaders of the partitions that are fetched; empty for one that has none
     * @param answers how many answers came from a broker so far
     * @return what to tell of the first partition whose leader is silent for too long
     */
    Optional<String> silent(Map<TopicPartition, Optional<Node>> leaders, ToDoubleFunction<Node> answers, Instant now) {
        heard.keySet().retainAll(leaders.keySet());
        Optional<String> silent = Optional.empty();
        for (Map.Entry<TopicPartition, Optional<Node>> entry : leaders.entrySet()) {
            Optional<Node> leader = entry.getValue();
            double count = leader.map(answers::applyAsDouble).orElse(0.0);
            Heard before = heard.get(entry.getKey());
            if (before == null || before.answers() != count || !before.leader().equals(leader)) {
                heard.put(entry.getKey(), new Heard(leader, count, now));
            } else if (before.since().plus(PATIENCE).isBefore(now)) {
                silent = Optional.of(what(entry.getKey(), leader));
            }
        }
        return silent;
    }

    private static String what(TopicPartition partition, Optional<Node> leader) {
        return leader.map(node -> "the broker " + node.host() + ":" + node.port() + ", which has the partition "
                        + partition + ", does not answer; can its advertised listener be reached from here?")
                .orElse("the partition " + partition + " has no leader; is one of the brokers down?");
    }
}
