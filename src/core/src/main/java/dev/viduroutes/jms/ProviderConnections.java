package dev.viduroutes.jms;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.JmsProviderSettings;
import dev.viduroutes.settings.SettingsException;
import jakarta.jms.ConnectionFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.apache.camel.CamelContext;
import org.springframework.util.ClassUtils;

/** Makes or finds the connection factory that the settings name. */
final class ProviderConnections {

    private static final String SETTING = "vidu.intake.jms.connection-factory is ";
    private static final String LIB = "; its jars belong into the folder lib beside the runner's jar";
    private static final int LONGEST_NAME = 200;
    private static final String OLD_NAMESPACE = "javax.jms";

    private final CamelContext context;
    private final JmsProviderSettings settings;

    private ProviderConnections(CamelContext context, JmsProviderSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * @return what the settings name, with its properties set
     * @throws SettingsException if it can't be had; the message says what was found, and what would be right
     */
    static ConnectionFactory factory(CamelContext context, JmsProviderSettings settings) {
        ProviderConnections provider = new ProviderConnections(context, settings);
        try {
            ConnectionFactory factory = settings.isInJndi() ? provider.lookedUp() : provider.made();
            new FactoryProperties(context, settings).apply(factory);
            return factory;
        } catch (LinkageError incomplete) {
            throw provider.refused(incomplete);
        }
    }

    private ConnectionFactory made() {
        try {
            Class<?> type = context.getClassResolver().resolveMandatoryClass(settings.connectionFactory());
            requireJakarta(type, "it");
            if (Modifier.isAbstract(type.getModifiers())) {
                throw refused("that is no class of which an object can be made");
            }
            return (ConnectionFactory) type.getConstructor().newInstance();
        } catch (ClassNotFoundException absent) {
            throw refused("there is no such class" + LIB);
        } catch (NoSuchMethodException | IllegalAccessException notForUs) {
            throw refused("it must be public and have a public constructor without arguments");
        } catch (InvocationTargetException failed) {
            throw refused(failed.getCause());
        } catch (InstantiationException failed) {
            throw refused(failed);
        }
    }

    private ConnectionFactory lookedUp() {
        Properties environment = new Properties();
        environment.putAll(settings.jndi());
        try {
            Context names = new InitialContext(environment);
            try {
                Object found = names.lookup(settings.connectionFactory());
                if (found == null) {
                    throw refused("nothing has this name in JNDI");
                }
                requireJakarta(found.getClass(), "what has this name in JNDI");
                return (ConnectionFactory) found;
            } finally {
                names.close();
            }
        } catch (NamingException absent) {
            throw refused("JNDI does not give it, see vidu.intake.jms.jndi.java.naming.factory.initial and the others ("
                    + ErrorText.of(absent) + ")");
        }
    }

    /** An older client of the provider has classes of the same names. */
    private void requireJakarta(Class<?> type, String what) {
        if (!ConnectionFactory.class.isAssignableFrom(type)) {
            boolean old = Arrays.stream(ClassUtils.getAllInterfacesForClass(type))
                    .anyMatch(each -> each.getName().startsWith(OLD_NAMESPACE));
            throw refused(
                    old
                            ? ofOldNamespace()
                            : what + " must be a jakarta.jms.ConnectionFactory, and is a "
                                    + SanitizedText.of(type.getName(), LONGEST_NAME));
        }
    }

    private static String ofOldNamespace() {
        return "that is of the old namespace javax.jms; take the provider's client for jakarta.jms (Jakarta Messaging 3),"
                + " such as ActiveMQ 6, or com.ibm.mq.jakarta.client";
    }

    private SettingsException refused(Throwable failure) {
        String missing = SanitizedText.of(String.valueOf(failure.getMessage()), LONGEST_NAME)
                .replace('/', '.');
        if (missing.contains(OLD_NAMESPACE)) {
            return refused(ofOldNamespace());
        }
        return failure instanceof NoClassDefFoundError
                ? refused("it needs the class " + missing + ", which is not there" + LIB)
                : refused("it can't be made (" + ErrorText.of(failure) + ")");
    }

    private SettingsException refused(String why) {
        return new SettingsException(List.of(SETTING + settings.connectionFactory() + "; " + why));
    }
}
