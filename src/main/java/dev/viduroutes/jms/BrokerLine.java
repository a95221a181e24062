package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.util.function.Consumer;

/** What JMS leaves out about a connection, and clients have in their own ways. */
interface BrokerLine {

    /** Has everything told that a broker says by itself, while no call is under way. */
    default void listen(Connection connection, Consumer<Throwable> reasons) throws JMSException {}

    /** Ends a connection without a word to the broker, which may not answer; all calls that wait for it fail. */
    default void cut(Connection connection) {}
}
