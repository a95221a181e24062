package dev.viduroutes.jms;

import dev.viduroutes.settings.JmsProviderSettings;
import dev.viduroutes.settings.QueueSettings;
import jakarta.jms.ConnectionFactory;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.springframework.jms.connection.UserCredentialsConnectionFactoryAdapter;
import org.springframework.jms.support.converter.MessageConverter;

/**
 * Whose connections the JMS intake uses.
 *
 * @param adapter what its client can do with them beyond JMS
 * @param converter of bodies that are sent
 */
record JmsProvider(ConnectionFactory factory, JmsClientAdapter adapter, MessageConverter converter) {

    /** @return the host's own factory, as it is; else what the settings name, else ActiveMQ Artemis */
    static JmsProvider of(CamelContext context, Optional<ConnectionFactory> ofHost, QueueSettings settings) {
        if (ofHost.isPresent()) {
            return new JmsProvider(ofHost.get(), adapter(ofHost.get()), new StreamingMessageConverter(false));
        }
        return settings.provider().isArtemis() ? artemis(context, settings) : named(context, settings);
    }

    private static JmsProvider artemis(CamelContext context, QueueSettings settings) {
        ConnectionFactory factory = ArtemisConnections.factory(settings);
        new FactoryProperties(context, settings.provider()).apply(factory);
        return new JmsProvider(factory, new ArtemisAdapter(), new StreamingMessageConverter(true));
    }

    private static JmsProvider named(CamelContext context, QueueSettings settings) {
        JmsProviderSettings provider = settings.provider();
        ConnectionFactory factory = ProviderConnections.factory(context, provider);
        if (ClassicConnections.isOne(factory)) {
            ClassicConnections.prepare(factory, provider);
        }
        return new JmsProvider(withLogin(factory, settings), adapter(factory), new StreamingMessageConverter(false));
    }

    /** Given with each connection, since there is no property that every provider has for it. */
    private static ConnectionFactory withLogin(ConnectionFactory factory, QueueSettings settings) {
        if (settings.user().isEmpty()) {
            return factory;
        }
        UserCredentialsConnectionFactoryAdapter login = new UserCredentialsConnectionFactoryAdapter();
        login.setTargetConnectionFactory(factory);
        login.setUsername(settings.user());
        login.setPassword(settings.password());
        return login;
    }

    /** By its name: a host or the folder lib/ may have one client, and not the classes of another. */
    static JmsClientAdapter adapter(ConnectionFactory factory) {
        if (factory.getClass().getName().startsWith("org.apache.qpid.jms.")) {
            return new QpidAdapter();
        }
        return ClassicConnections.isOne(factory) ? new ClassicAdapter() : new JmsClientAdapter() {};
    }
}
