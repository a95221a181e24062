package dev.viduroutes.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Somebody who takes requests from a queue, and how fast that went, round by round. */
final class QueueCase implements AutoCloseable {

    private final String name;
    private final HostProcess consumer;
    private final List<Round> rounds = new ArrayList<>();

    private record Round(double messagesPerSecond, double cpuMillisEach) {}

    /**
     * @param who the first argument of {@link QueueHost}
     * @param settings without the queue's name
     */
    QueueCase(String name, String who, Map<String, String> settings) throws IOException {
        this.name = name;
        List<String> arguments = new ArrayList<>(List.of(who, "vidu.intake.jms.queue=" + queue()));
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        consumer = new HostProcess(QueueHost.class, arguments);
    }

    /** Without measuring, so that no measured message is the first of its kind in the process. */
    void warmUp(QueueClient client, int messages) throws Exception {
        client.run(queue(), messages);
    }

    void run(QueueClient client, int messages) throws Exception {
        Duration before = consumer.cpu();
        Duration took = client.run(queue(), messages);
        double cpuMillis = consumer.cpu().minus(before).toMillis();
        rounds.add(new Round(messages / (took.toNanos() / 1e9), cpuMillis / messages));
    }

    void report(Report report) throws IOException {
        rounds.sort(Comparator.comparingDouble(Round::messagesPerSecond));
        double median = rounds.get(rounds.size() / 2).messagesPerSecond();
        double worst = rounds.get(0).messagesPerSecond();
        double cpu = rounds.stream()
                .mapToDouble(Round::cpuMillisEach)
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
        report.line(
                String.format(
                        Locale.ROOT,
                        "%-16s median %.1f messages/s, worst of %d rounds %.1f, %.1f ms of processor time a message",
                        name,
                        median,
                        rounds.size(),
                        worst,
                        cpu),
                Map.of(
                        "case", name,
                        "rounds", rounds.size(),
                        "messagesPerSecond", median,
                        "worstMessagesPerSecond", worst,
                        "cpuMillisEach", cpu));
    }

    private String queue() {
        return "bench." + name;
    }

    @Override
    public void close() throws IOException {
        consumer.close();
    }
}
