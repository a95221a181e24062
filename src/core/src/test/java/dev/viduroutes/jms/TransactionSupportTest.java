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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.jms.connection.DelegatingConnectionFactory;

class TransactionSupportTest {

    private final AtomicInteger asked = new AtomicInteger();

    /** What the client says of a session that the broker ended, while the call that asked for it fails with a timeout. */
    private String heard = "";

    /** Whether the broker does not answer until the connection is aborted. */
    private boolean hangs;

    private final CountDownLatch asking = new CountDownLatch(1);
    private final CountDownLatch aborted = new CountDownLatch(1);

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
        JmsClientAdapter adapter = new JmsClientAdapter() {
            @Override
            public void listen(Connection connection, Consumer<Throwable> reasons) {
                if (!heard.isEmpty()) {
                    reasons.accept(new JMSException(heard));
                }
            }

            @Override
            public void abort(Connection connection) {
                aborted.countDown();
            }
        };
        return new TransactionSupport(
                "amqp",
                TestSettings.with("vidu.intake.amqp.transacted", setting).amqp(),
                new TimeoutConnectionFactory(factory, adapter),
                adapter);
    }

    private Connection connection() {
        return stub(Connection.class, (method) -> {
            if (method.equals("createSession")) {
                asking.countDown();
                if (hangs) {
                    aborted.await();
                    throw new JMSException("aborted");
                }
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

    @Test
    void aStopEndsAQuestionThatIsNotAnsweredAndAnotherStartAsksAgain() throws Exception {
        hangs = true;
        TransactionSupport support = support("auto");
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return support.isGiven();
            } catch (JMSException failed) {
                throw new CompletionException(failed);
            }
        });
        asking.await();

        support.abort();
        assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS)).hasRootCauseMessage("aborted");
        assertThatThrownBy(support::isGiven).hasMessage("the gateway stops");

        hangs = false;
        support.open();
        assertThat(support.isGiven()).isTrue();
    }
}
