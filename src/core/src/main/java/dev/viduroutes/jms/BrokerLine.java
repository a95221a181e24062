package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What JMS leaves out about a connection, and clients have in their own ways. */
interface BrokerLine {

    Logger LOG = LoggerFactory.getLogger("vidu.intake");

    /** How long a broker may take to answer a farewell. */
    Duration PATIENCE = Duration.ofSeconds(2);

    /** Has everything told that a broker says by itself, while no call is under way. */
    default void listen(Connection connection, Consumer<Throwable> reasons) throws JMSException {}

    /** Ends a connection without a word to the broker, which may not answer; all calls that wait for it fail. */
    default void cut(Connection connection) {}

    /** Closes a connection in order, which takes as long as the broker likes; one that does not answer is left without a word. */
    default void leave(Connection connection) {
        Thread closing = new Thread(() -> close(connection), "vidu-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(PATIENCE.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            cut(connection);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (JMSException gone) {
            LOG.debug("the connection was closed already", gone);
        }
    }
}
