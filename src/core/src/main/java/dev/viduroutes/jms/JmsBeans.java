package dev.viduroutes.jms;

import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.settings.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** What the routes of the JMS and AMQP intakes use by name. A host that takes no such messages need not have its classes. */
public final class JmsBeans {

    private JmsBeans() {}

    /** Binds what the settings switch on. */
    public static void bind(CamelContext context, Settings settings, IntakeWatchdogs watches) {
        Registry registry = context.getRegistry();
        if (settings.jms().enabled()) {
            registry.bind("vidu-jms", JmsComponents.jms(context, settings.jms(), watches));
            registry.bind("viduJmsMessages", JmsMessages.ofJms(settings));
            registry.bind("viduJmsReplies", JmsReplySender.of(context, "vidu-jms", settings.jms()));
            registry.bind("viduJmsReplayTarget", JmsReplayTarget.ofJms(context, settings));
        }
        if (settings.amqp().enabled()) {
            registry.bind("vidu-amqp", JmsComponents.amqp(context, settings.amqp(), watches));
            registry.bind("viduAmqpMessages", JmsMessages.ofAmqp(settings));
            registry.bind("viduAmqpReplies", JmsReplySender.of(context, "vidu-amqp", settings.amqp()));
            registry.bind("viduAmqpReplayTarget", JmsReplayTarget.ofAmqp(context, settings));
        }
        registry.bind("viduJmsShutdown", new JmsShutdown());
        JmsDeadLetterQueue.of(context, settings).ifPresent(store -> registry.bind("viduDeadLetterQueue", store));
    }
}
