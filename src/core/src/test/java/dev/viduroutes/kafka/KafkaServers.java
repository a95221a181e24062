package dev.viduroutes.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Brokers of a test, and what their operator asks them. */
public abstract class KafkaServers implements AutoCloseable {

    private final String address;
    private final Properties client;
    private final short replicas;

    /**
     * @param address host:port, or several separated by commas
     * @param client what a client needs to speak to them
     * @param replicas of each partition
     */
    protected KafkaServers(String address, Properties client, short replicas) {
        this.address = address;
        this.client = client;
        this.replicas = replicas;
    }

    /** Where clients find them: host:port, or several. */
    public String address() {
        return address;
    }

    /** What clients need to find them. */
    public Properties client() {
        Properties copy = new Properties();
        copy.putAll(client);
        return copy;
    }

    public void createTopic(String name, int partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(name, partitions, replicas)))
                    .all()
                    .get();
        }
    }

    /** @return for each partition the offset at which the group goes on */
    public Map<Integer, Long> committed(String group, String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client())) {
            Map<Integer, Long> offsets = new HashMap<>();
            for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()) {
                if (entry.getKey().topic().equals(topic)) {
                    offsets.put(entry.getKey().partition(), entry.getValue().offset());
                }
            }
            return offsets;
        }
    }

    /** @return records in a topic of one partition */
    public long size(String topic) throws ExecutionException, InterruptedException {
        TopicPartition only = new TopicPartition(topic, 0);
        try (Admin admin = Admin.create(client())) {
            return admin.listOffsets(Map.of(only, OffsetSpec.latest()))
                    .partitionResult(only)
                    .get()
                    .offset();
        }
    }

    /** @return who is in the group, under names that are given at each joining; nobody if nobody ever joined it */
    public Set<String> members(String group) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client())) {
            return admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members().stream()
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return Set.of();
            }
            throw failed;
        }
    }

    @Override
    public abstract void close();
}
