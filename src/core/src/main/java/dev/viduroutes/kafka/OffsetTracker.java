package dev.viduroutes.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tracks which records of this process are under way. Requests end in any order; what may be committed is what lies before the
 * first that has not ended, so that a kill gives back every record without an outcome.
 */
public final class OffsetTracker {

    private final int maxInFlight;
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();
    /** Those of partitions that are no longer this process's, too: their requests go on here. */
    private final Set<RecordId> underWay = new HashSet<>();

    /** @param maxInFlight records that may be under way at once, 1 or more */
    public OffsetTracker(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    private static final class Partition {
        private final TreeMap<Long, RecordId> open = new TreeMap<>();
        private long next;
        private long sent;

        private Partition(long first) {
            sent = first;
        }

        private void take(RecordId id) {
            open.put(id.offset(), id);
            next = id.offset() + 1;
            // The offsets may begin anew: the topic was made anew, or what was to come next is gone.
            sent = Math.min(sent, id.offset());
        }

        private long committable() {
            return open.isEmpty() ? next : Math.min(next, open.firstKey());
        }
    }

    /** @return whether it is new; false if it is under way here already, from before its partition was given again */
    synchronized boolean track(RecordId id) {
        partitions
                .computeIfAbsent(id.topicPartition(), unknown -> new Partition(id.offset()))
                .take(id);
        return underWay.add(id);
    }

    /** What became of the record is safe elsewhere. Commits nothing if its partition is no longer this process's. */
    public synchronized void done(RecordId id) {
        underWay.remove(id);
        Partition records = partitions.get(id.topicPartition());
        if (records != null) {
            records.open.remove(id.offset(), id);
        }
    }

    synchronized boolean isFull() {
        return inUse() >= maxInFlight;
    }

    /** @return records under way */
    public synchronized int inUse() {
        return underWay.size();
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
