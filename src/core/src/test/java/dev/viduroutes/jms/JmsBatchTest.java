package dev.viduroutes.jms;

import jakarta.jms.Queue;
import jakarta.jms.TextMessage;

/** Batches as JMS messages. */
class JmsBatchTest extends QueueBatchSuite {

    @Override
    Queue send(String body, String contentType, String name) throws Exception {
        Queue replies = jms.createTemporaryQueue();
        TextMessage message = jms.createTextMessage(body);
        message.setStringProperty("content_type", contentType);
        if (!name.isEmpty()) {
            message.setStringProperty("vidu_request_id", name);
        }
        message.setJMSReplyTo(replies);
        send(message);
        return replies;
    }
}
