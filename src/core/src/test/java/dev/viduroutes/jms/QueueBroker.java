package dev.viduroutes.jms;

import jakarta.jms.JMSContext;
import java.util.Properties;

/** A broker with JMS queues, of any provider, as the tests need it. */
interface QueueBroker extends AutoCloseable {

    /** Sets what an operator would to take requests from it. */
    void configure(Properties settings) throws Exception;

    /** @return what a producer of requests has */
    JMSContext connect();

    /** @return the same for a producer whose messages are compressed */
    JMSContext connectCompressing();

    /** @return messages in a queue, those in flight included; 0 if there is no such queue */
    long count(String queue);

    /** From now on nobody may send there; {@code #} stands for the rest of a name. */
    void forbid(String queues);

    /** From now on a queue that holds a message takes no other: its sender waits until the queue is empty. */
    void block(String queue);

    /** From now on a queue that holds a message takes no other: its sender is refused. */
    void refuse(String queue);

    /** Cuts every connection and refuses new ones; the messages stay. */
    void stop();

    /** Serves again, on the same port. */
    void restart();

    /** @return where messages are that it took out of their queue by itself */
    String undeliverable();

    @Override
    void close();
}
