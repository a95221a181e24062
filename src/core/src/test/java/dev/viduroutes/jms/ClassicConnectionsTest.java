package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.viduroutes.queue.SendFailures;
import dev.viduroutes.settings.JmsProviderSettings;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

/** Replies to temporary queues of ActiveMQ Classic, over connections that are new. */
class ClassicConnectionsTest {

    private static final int CONNECTIONS = 200;

    private final ClassicBroker broker = ClassicIntakeTest.CLASSIC.get();

    private ActiveMQConnectionFactory factory() {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory(QueueTest.USER, QueueTest.PASSWORD, broker.url());
        ClassicConnections.prepare(factory, JmsProviderSettings.ARTEMIS);
        return factory;
    }

    private static void sendOverNewConnection(ActiveMQConnectionFactory factory, Queue replies) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(replies).send(session.createTextMessage("a reply"));
        }
    }

    /** A client that goes by what its own connection was told refuses a queue of which it has not heard yet. */
    @Test
    void aReplyQueueThatAConnectionDoesNotKnowYetIsNotGone() throws Exception {
        ActiveMQConnectionFactory factory = factory();
        try (JMSContext requester = broker.connect()) {
            Queue replies = requester.createTemporaryQueue();
            for (int i = 0; i < CONNECTIONS; i++) {
                sendOverNewConnection(factory, replies);
            }
        }
    }

    @Test
    void aReplyQueueThatIsGoneIsNotTriedAgain() throws Exception {
        ActiveMQConnectionFactory factory = factory();
        Queue replies;
        try (JMSContext requester = broker.connect()) {
            replies = requester.createTemporaryQueue();
        }

        Throwable refused = catchThrowable(() -> sendOverNewConnection(factory, replies));

        assertThat(refused).isNotNull();
        assertThat(SendFailures.isPermanent(refused)).as("%s", refused).isTrue();
    }
}
