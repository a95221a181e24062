package dev.viduroutes.settings;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Whose connections the JMS intake uses. {@link #toString()} leaves out what is configured, where passwords stand.
 *
 * @param connectionFactory its class, or its name in JNDI; empty for the client of ActiveMQ Artemis
 * @param file where the properties stand, for messages; empty for none
 * @param properties of the connection factory, as a bean
 * @param jndi environment of the naming context that the connection factory is looked up in; empty if it is a class
 */
public record JmsProviderSettings(
        String connectionFactory, String file, Map<String, String> properties, Map<String, String> jndi) {

    /** What entries of the naming context's environment begin with. */
    static final String JNDI = "vidu.intake.jms.jndi.";

    /** Connections of the client of ActiveMQ Artemis, as it is. */
    public static final JmsProviderSettings ARTEMIS = new JmsProviderSettings("", "", Map.of(), Map.of());

    private static final String CONNECTION_FACTORY = "vidu.intake.jms.connection-factory";
    private static final String PROPERTIES = "vidu.intake.jms.properties";
    private static final String CREDENTIALS = JNDI + "java.naming.security.credentials";

    /** Names with the scheme of a URL would be looked up elsewhere than in the context that the settings name. */
    private static final Pattern NAME =
            Pattern.compile("(?![A-Za-z][A-Za-z0-9+.-]*:|.*//)[!-~]{0,200}|java:[!-~]{1,195}");

    static JmsProviderSettings read(SettingReader read, boolean enabled) {
        String name = read.text(
                CONNECTION_FACTORY,
                NAME,
                "it must be the name of a class, or a name in JNDI; of schemes such as ldap: only java: is allowed");
        Map<String, String> properties = read.properties(PROPERTIES);
        Map<String, String> jndi = jndi(read);
        if (enabled && name.isEmpty() && !jndi.isEmpty()) {
            read.problem(CONNECTION_FACTORY + " is not set; with " + JNDI
                    + "… it must be the name of a connection factory in JNDI");
        }
        return new JmsProviderSettings(name, read.text(PROPERTIES), properties, jndi);
    }

    private static Map<String, String> jndi(SettingReader read) {
        Map<String, String> entries = new TreeMap<>();
        Set<String> keys = read.names(JNDI);
        keys.remove(Secrets.fileOf(CREDENTIALS));
        for (String key : keys) {
            String entry = key.equals(CREDENTIALS) ? read.password(key) : read.text(key);
            read.hideSecretOf(key, entry);
            entries.put(key.substring(JNDI.length()), entry);
        }
        entries.values().removeIf(String::isEmpty);
        return entries;
    }

    /** @return whether no other provider is named */
    public boolean isArtemis() {
        return connectionFactory.isEmpty();
    }

    /** @return whether the connection factory is to be looked up by its name */
    public boolean isInJndi() {
        return !jndi.isEmpty();
    }

    /** @return the setting that says where the broker is */
    public String addressSetting() {
        return isInJndi() ? JNDI + "java.naming.provider.url" : PROPERTIES;
    }

    @Override
    public String toString() {
        return "JmsProviderSettings[connectionFactory=" + connectionFactory + ", file=" + file + "]";
    }
}
