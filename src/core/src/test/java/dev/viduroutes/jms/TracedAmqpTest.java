package dev.viduroutes.jms;

import jakarta.jms.JMSContext;
import java.util.Properties;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same with application properties of AMQP 1.0. */
class TracedAmqpTest extends TracedJmsTest {

    private JMSContext amqp;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        speakAmqp(settings);
    }

    @BeforeEach
    void connectWithAmqp() {
        amqp = new JmsConnectionFactory(USER, PASSWORD, amqpUrl()).createContext();
    }

    @AfterEach
    void disconnectFromAmqp() {
        amqp.close();
    }

    @Override
    protected JMSContext sender() {
        return amqp;
    }
}
