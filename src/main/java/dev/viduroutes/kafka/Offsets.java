package dev.viduroutes.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records of this process are under way. Requests end in any order; what may be committed is what lies before the
 * first that has not ended, so that a kill gives back every record without an outcome.
 */
public final class Offsets {

    private final int places;
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();

    /** @param places records that may be under way at once, 1 or more */
    public Offsets(int places) {
        this.places = places;
    }

    private static final class Partition {
        private final TreeSet<Long> open = new TreeSet<>();
        private long next;
        private long sent;

        private Partition(long first) {
            next = first;
            sent = first;
        }

        private long committable() {
            return open.isEmpty() ? next : open.first();
        }
    }

    synchronized void taken(TopicPartition partition, long offset) {
        Partition records = partitions.computeIfAbsent(partition, unknown -> new Partition(offset));
        records.open.add(offset);
        records.next = offset + 1;
    }

    /** What became of the record is safe elsewhere. Means nothing if its partition is no longer this process's. */
    public synchronized void done(RecordId id) {
        Partition records = partitions.get(id.topicPartition());
        if (records != null) {
            records.open.remove(id.offset());
        }
    }

    synchronized boolean isFull() {
        return inUse() >= places;
    }

    /** @return records under way */
    public synchronized int inUse() {
        return partitions.values().stream()
                .mapToInt(records -> records.open.size())
                .sum();
    }

    /** @return what is to be committed and has not been sent yet, for each partition the first offset to read again */
    synchronized Map<TopicPartition, OffsetAndMetadata> toCommit() {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        partitions.forEach((partition, records) -> {
            if (records.committable() > records.sent) {
                records.sent = records.committable();
                ends.put(partition, new OffsetAndMetadata(records.sent));
            }
        });
        return ends;
    }

    /** These were not committed after all; they are sent again. */
    synchronized void notCommitted(Collection<TopicPartition> failed) {
        failed.stream().map(partitions::get).filter(records -> records != null).forEach(records -> records.sent = -1);
    }

    /** Another process may have these partitions now. */
    synchronized void forget(Collection<TopicPartition> revoked) {
        partitions.keySet().removeAll(revoked);
    }
}
