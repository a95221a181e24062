package dev.viduroutes.kafka;

import dev.viduroutes.inflight.IdlePlaces;
import dev.viduroutes.inflight.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tracks which records of this process are under way. Requests end in any order; what may be committed is what lies before the
 * first that has not ended, so that a kill gives back every record without an outcome.
 */
public final class OffsetTracker {

    private final int maxInFlight;
    private final int mostIdle;
    private final IdlePlaces idle;
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();
    /** Those of partitions that are no longer this process's, too: their requests go on here. */
    private final Map<RecordId, Place> underWay = new HashMap<>();

    /**
     * @param maxInFlight records that may be under way at once, 1 or more
     * @param mostIdle records that may wait for what may take days besides, and how many of a partition are taken behind one of
     *     them: all that is behind it comes again after a kill
     */
    public OffsetTracker(int maxInFlight, int mostIdle) {
        this.maxInFlight = maxInFlight;
        this.mostIdle = mostIdle;
        idle = new IdlePlaces(mostIdle);
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
        return underWay.putIfAbsent(id, idle.place()) == null;
    }

    /** @return the place of a record that is under way */
    public synchronized Place place(RecordId id) {
        return underWay.getOrDefault(id, idle.place());
    }

    /** What became of the record is safe elsewhere. Commits nothing if its partition is no longer this process's. */
    public synchronized void done(RecordId id) {
        Place place = underWay.remove(id);
        if (place != null) {
            place.busy();
        }
        Partition records = partitions.get(id.topicPartition());
        if (records != null) {
            records.open.remove(id.offset(), id);
        }
    }

    synchronized boolean isFull() {
        return inUse() >= maxInFlight;
    }

    /** @return records under way that take a place */
    public synchronized int inUse() {
        return Math.max(0, underWay.size() - idle.count());
    }

    /** @return partitions of which no more is taken until their first record goes on that has waited for long */
    synchronized Set<TopicPartition> farBehindOne() {
        return partitions.entrySet().stream()
                .filter(partition -> isFarBehindOne(partition.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean isFarBehindOne(Partition records) {
        return !records.open.isEmpty()
                && records.next - records.open.firstKey() > mostIdle
                && place(records.open.firstEntry().getValue()).isIdle();
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
