package dev.viduroutes.kafka;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;

/** What a Kafka client counts by itself, which tells more of its connections than any of its calls. */
final class ConsumerMetrics {

    /** What the client itself counts. Those of single nodes, topics and partitions have more tags than one. */
    private static final Set<String> CONNECTIONS = Set.of("connection-count");

    /** Answers that nobody has whose connection, user and security are not accepted. */
    private static final Set<String> SIGNS_OF_LIFE = Set.of("join-total", "heartbeat-total", "fetch-total");

    private final Supplier<Map<MetricName, ? extends Metric>> metrics;

    ConsumerMetrics(Supplier<Map<MetricName, ? extends Metric>> metrics) {
        this.metrics = metrics;
    }

    /** @return connections that are open, or being opened */
    double connections() {
        return sum(CONNECTIONS);
    }

    /** @return how many answers there were so far that only an accepted client has */
    double signsOfLife() {
        return sum(SIGNS_OF_LIFE);
    }

    /** @return how many answers came from a broker so far */
    double answers(Node node) {
        return metrics.get().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("response-total")
                        && ("node-" + node.id()).equals(metric.getKey().tags().get("node-id")))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }

    private double sum(Set<String> names) {
        double sum = 0;
        for (Map.Entry<MetricName, ? extends Metric> metric : metrics.get().entrySet()) {
            if (names.contains(metric.getKey().name()) && metric.getKey().tags().size() == 1) {
                sum += (Double) metric.getValue().metricValue();
            }
        }
        return sum;
    }
}
