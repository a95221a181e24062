package dev.viduroutes.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Which record it is. The routes keep it in the exchange variable {@code viduRecord}.
 *
 * @param timestampMillis tells it from the record that had its place before the topic was deleted and made anew
 */
public record RecordId(String topic, int partition, long offset, long timestampMillis) {

    static RecordId of(ConsumerRecord<?, ?> record) {
        return new RecordId(record.topic(), record.partition(), record.offset(), record.timestamp());
    }

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    /** @return the same whenever and to whomever the record is delivered */
    String messageId() {
        return topic + "-" + partition + "-" + offset + "-" + timestampMillis;
    }
}
