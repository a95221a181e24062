package dev.viduroutes.jms;

import dev.viduroutes.check.CheckResult;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.settings.QueueSettings;
import dev.viduroutes.settings.Settings;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import org.apache.camel.CamelContext;

/** Tells whether the broker of a queue lets the gateway in, and has the queue; takes no message. */
public final class BrokerCheck {

    private BrokerCheck() {}

    public static CheckResult jms(CamelContext context, Settings settings, IntakeWatchdogs watches) {
        context.addComponent("vidu-jms", JmsComponents.jms(context, settings.jms(), watches));
        return check(context, "jms", settings.jms());
    }

    public static CheckResult amqp(CamelContext context, Settings settings, IntakeWatchdogs watches) {
        context.addComponent("vidu-amqp", JmsComponents.amqp(context, settings.amqp(), watches));
        return check(context, "amqp", settings.amqp());
    }

    private static CheckResult check(CamelContext context, String kind, QueueSettings queue) {
        BrokerComponent broker = context.getComponent("vidu-" + kind, BrokerComponent.class);
        try {
            boolean transactions = broker.transactions().isGiven();
            look(broker, RabbitAddress.of(queue.queue()), transactions);
            return CheckResult.ok(queue.place() + " answers, " + (transactions ? "with" : "without") + " transactions");
        } catch (JMSException | RuntimeException failed) {
            String prefix = "vidu.intake." + kind + ".";
            return CheckResult.failed(
                    queue.place() + ": " + new JmsFailureAnalyzer(prefix, queue.addressSetting(kind)).apply(failed));
        }
    }

    /** A browser takes nothing; RabbitMQ has none, and is asked in the way in which it is asked before each send. */
    private static void look(BrokerComponent broker, String queue, boolean transactions) throws JMSException {
        broker.queues().require(queue);
        try (jakarta.jms.Connection connection = broker.getConnectionFactory().createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            if (transactions) {
                try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
                    browser.getEnumeration();
                }
            }
        }
    }
}
