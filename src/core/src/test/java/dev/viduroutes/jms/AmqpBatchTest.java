package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Queue;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;

/** Batches as AMQP 1.0 messages with a content type of their own, as clients send them that know nothing of JMS. */
class AmqpBatchTest extends QueueBatchSuite {

    private int sent;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        speakAmqp(settings);
    }

    @Override
    Queue send(String body, String contentType, String name) throws Exception {
        Queue replies = jms.createQueue("replies-" + sent++ + "-" + dead);
        Message message = Proton.message();
        message.setMessageId("batch-" + sent + "-" + dead);
        message.setContentType(contentType);
        message.setReplyTo(replies.getQueueName());
        if (!name.isEmpty()) {
            message.setApplicationProperties(new ApplicationProperties(Map.of("vidu_request_id", name)));
        }
        message.setBody(new AmqpValue(body));
        byte[] bytes = new byte[4096];
        try (RawAmqpSender sender = RawAmqpSender.to(amqpUrl(), USER, PASSWORD, requests)) {
            int length = message.encode(bytes, 0, bytes.length);
            assertThat(sender.send(Arrays.copyOf(bytes, length))).contains("Accepted");
        }
        return replies;
    }
}
