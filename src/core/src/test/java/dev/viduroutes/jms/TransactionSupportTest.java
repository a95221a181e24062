package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.settings.TestSettings;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.jms.connection.DelegatingConnectionFactory;

class TransactionSupportTest {

    private final AtomicInteger asked = new AtomicInteger();

    /** What the client says of a session that the broker ended, while whoever asked for it hears of a timeout. */
    private String heard = "";

    /** What asking for a transacted session throws; none if it is empty. */
    private String thrown = "";

    private TransactionSupport support(String setting) {
        ConnectionFactory factory = new DelegatingConnectionFactory() {
            @Override
            public Connection createConnection() {
                asked.incrementAndGet();
                return connection();
            }
        };
        return new TransactionSupport(
                "amqp",
                TestSettings.with("vidu.intake.amqp.transacted", setting).amqp(),
                factory,
                new JmsClientAdapter() {
                    @Override
                    public void listen(Connection connection, Consumer<Throwable> reasons) {
                        if (!heard.isEmpty()) {
                            reasons.accept(new JMSException(heard));
                        }
                    }
                });
    }

    private Connection connection() {
        return stub(Connection.class, (method) -> {
            if (method.equals("createSession")) {
                if (!thrown.isEmpty()) {
                    throw new JMSException(thrown);
                }
                return stub(Session.class, any -> null);
            }
            return null;
        });
    }

    /** Answers a call of a method. */
    private interface Answer {
        Object to(String method) throws Throwable;
    }

    private static <T> T stub(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName())));
    }

    @Test
    void aBrokerThatMakesATransactedSessionTakesTransactionsAndIsAskedOnce() throws Exception {
        TransactionSupport support = support("auto");

        assertThat(support.isGiven()).isTrue();
        assertThat(support.isGiven()).isTrue();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aBrokerThatRefusesTransactionsAsSuchTakesNoneWhichIsTold() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            thrown = "Transactions not supported [condition = amqp:not-implemented]";
            assertThat(support("auto").isGiven()).isFalse();

            thrown = "Request to open resource AmqpTransactionCoordinator timed out";
            heard = "Transactions not supported [condition = amqp:not-implemented]";
            assertThat(support("auto").isGiven()).isFalse();

            assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("takes no transactions"));
        }
    }

    @Test
    void whatElseGoesWrongIsNoAnswerAndItIsAskedAgain() throws Exception {
        TransactionSupport support = support("auto");
        thrown = "Request to open resource AmqpTransactionCoordinator timed out";
        assertThatThrownBy(support::isGiven).isInstanceOf(JMSException.class).hasMessage(thrown);

        heard = "the connection was forced to end";
        assertThatThrownBy(support::isGiven).isInstanceOf(JMSException.class).hasMessage(thrown);

        thrown = "";
        assertThat(support.isGiven()).isTrue();
    }

    @Test
    void whoSaysSoIsNotAskedAbout() throws Exception {
        assertThat(support("true").isGiven()).isTrue();
        assertThat(support("false").isGiven()).isFalse();
        assertThat(asked).hasValue(0);
    }

    @Test
    void aClientThatAcknowledgesNoSingleMessageIsToldSo() {
        assertThatThrownBy(() -> support("false").session(connection()))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("Qpid JMS");
    }
}
