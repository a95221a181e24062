package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients can do with a connection and JMS has no call for. */
interface JmsClientAdapter {

    Logger LOG = LoggerFactory.getLogger("vidu.intake");

    /** How long a broker may take to close a connection in order. */
    Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** Passes on what a broker says by itself, while no call is under way. */
    default void listen(Connection connection, Consumer<Throwable> reasons) throws JMSException {}

    /** Ends a connection without telling the broker, which may not answer; all calls that wait for it fail. */
    default void abort(Connection connection) {}

    /** @return a queue of this name, or the given one if it has it, or if it takes a session to make one */
    default Queue queue(Queue given, String name) throws JMSException {
        return given;
    }

    /**
     * @return the mode of sessions in which one message is acknowledged, and none that was received before it
     * @throws JMSException if the client has none
     */
    default int singleAcknowledgement() throws JMSException {
        throw new JMSException(
                "without transactions this needs a client that acknowledges single messages, such as Qpid JMS");
    }

    /** Closes a connection in order; if the broker does not answer in time, the connection is aborted. */
    default void closeOrAbort(Connection connection) {
        Thread closing = new Thread(() -> close(connection), "vidu-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            abort(connection);
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
