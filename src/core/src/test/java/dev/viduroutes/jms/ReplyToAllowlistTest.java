package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Destination;
import jakarta.jms.Queue;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.junit.jupiter.api.Test;

class ReplyToAllowlistTest {

    private static final Destination TEMPORARY =
            ActiveMQDestination.createTemporaryQueue("3e0bb5d6-e668-11f1-aba6-02fc00000001");
    private static final Destination ORDERS = ActiveMQDestination.createQueue("replies.orders");
    private static final Destination TOPIC = ActiveMQDestination.createTopic("replies.all");
    private static final Destination OTHER = ActiveMQDestination.createQueue("payroll");

    private static boolean allows(String setting, Destination destination) throws Exception {
        return new ReplyToAllowlist(setting).allows(destination);
    }

    @Test
    void aStarAllowsEverything() throws Exception {
        for (Destination each : new Destination[] {TEMPORARY, ORDERS, TOPIC, OTHER}) {
            assertThat(allows("*", each)).isTrue();
        }
    }

    @Test
    void nothingAllowsNothing() throws Exception {
        for (Destination each : new Destination[] {TEMPORARY, ORDERS, TOPIC, OTHER}) {
            assertThat(allows("", each)).isFalse();
        }
    }

    @Test
    void namesAndPatternsAllowWhatTheyName() throws Exception {
        assertThat(allows("temporary,replies.*", TEMPORARY)).isTrue();
        assertThat(allows("temporary,replies.*", ORDERS)).isTrue();
        assertThat(allows("temporary,replies.*", TOPIC)).isTrue();
        assertThat(allows("temporary,replies.*", OTHER)).isFalse();
        assertThat(allows("replies.orders", ORDERS)).isTrue();
        assertThat(allows("repliesXorders", ORDERS)).isFalse();
        assertThat(allows("replies.order", ORDERS)).isFalse();
        assertThat(allows("temporary", ORDERS)).isFalse();
    }

    @Test
    void aQueueIsNotTemporaryBecauseAMessageSaysSo() throws Exception {
        assertThat(allows("temporary", ActiveMQDestination.createTemporaryQueue("payroll")))
                .isFalse();
        assertThat(allows("temporary", ActiveMQDestination.fromPrefixedName("temp-topic://payroll")))
                .isFalse();
        assertThat(allows("temporary", TEMPORARY)).isTrue();
        assertThat(allows("temporary", ActiveMQDestination.createTemporaryQueue("ID:host-40001-1795350049792-3:1:1")))
                .isTrue();
    }

    @Test
    void whatNobodyCanSendToIsNotAllowed() throws Exception {
        for (String name : new String[] {"", " ", "?", "all.*", "all.#", "all.>", "a\nb", "replies.a,payroll"}) {
            assertThat(allows("*", ActiveMQDestination.createQueue(name)))
                    .as(name)
                    .isFalse();
        }
        for (String name : new String[] {"a b", "größe", "q::r", "#P2P/QTMP/v:host/1", "$x", "ID:host-1-2-3:1"}) {
            assertThat(allows("*", ActiveMQDestination.createQueue(name)))
                    .as(name)
                    .isTrue();
        }
    }

    /** IBM MQ's name for a queue says where it is, and how to send there. */
    @Test
    void aQueueOfIbmMqIsKnownByItsNameAlone() throws Exception {
        for (String name : new String[] {
            "queue:///replies.orders", "queue://QM1/replies.orders", "queue://QM1/replies.orders?targetClient=1"
        }) {
            Queue queue = () -> name;
            assertThat(allows("replies.*", queue)).as(name).isTrue();
            assertThat(allows("payroll", queue)).as(name).isFalse();
        }
        for (String name :
                new String[] {"queue:///", "queue://QM1/?x=replies.orders", "queue://replies.orders/payroll"}) {
            Queue queue = () -> name;
            assertThat(allows("replies.*", queue)).as(name).isFalse();
        }
    }
}
