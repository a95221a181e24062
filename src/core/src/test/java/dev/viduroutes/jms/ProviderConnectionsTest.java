package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.settings.QueueSettings;
import dev.viduroutes.settings.SettingResolver;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import dev.viduroutes.settings.TestSettings;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.jndi.ActiveMQInitialContextFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jms.connection.DelegatingConnectionFactory;
import org.springframework.jms.connection.UserCredentialsConnectionFactoryAdapter;

/** Connection factories as operators name and configure them. */
class ProviderConnectionsTest {

    private static final String CLASSIC = ActiveMQConnectionFactory.class.getName();
    private static final String IBM = "com.ibm.mq.jakarta.jms.MQConnectionFactory";
    private static final String SETTING = "vidu.intake.jms.connection-factory is ";

    @TempDir
    private Path folder;

    /** @param settings key, value, … */
    private static ConnectionFactory factory(String... settings) {
        String[] all = Stream.concat(Stream.of("vidu.intake.jms.enabled", "true"), Stream.of(settings))
                .toArray(String[]::new);
        QueueSettings queue = TestSettings.with(all).jms();
        return JmsProvider.of(new DefaultCamelContext(), Optional.empty(), queue)
                .factory();
    }

    private ConnectionFactory configured(String type, String properties) throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), properties);
        return factory("vidu.intake.jms.connection-factory", type, "vidu.intake.jms.properties", file.toString());
    }

    @Test
    void theDefaultIsArtemis() {
        assertThat(factory()).isInstanceOf(org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory.class);
    }

    @Test
    void ibmMqIsConfiguredByAFile() throws Exception {
        ConnectionFactory ibm = configured(IBM, """
                \uFEFFhostName=mq.example
                port=1414
                channel=VIDU.SVRCONN
                queueManager=QM1
                transportType=1
                sslCipherSuite=*TLS12ORHIGHER
                sslPeerName=CN=mq.example
                """);

        Map<String, Object> found = new HashMap<>();
        PluginHelper.getBeanIntrospection(new DefaultCamelContext()).getProperties(ibm, found, null);
        assertThat(found)
                .containsEntry("hostName", "mq.example")
                .containsEntry("port", 1414)
                .containsEntry("channel", "VIDU.SVRCONN")
                .containsEntry("queueManager", "QM1")
                // WMQ_CM_CLIENT
                .containsEntry("transportType", 1)
                .containsEntry("sSLCipherSuite", "*TLS12ORHIGHER")
                .containsEntry("sSLPeerName", "CN=mq.example");
    }

    /** Where capitals of i and I are others. */
    @Test
    void namesMeanTheSameInEveryLanguage() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            ActiveMQConnectionFactory classic = (ActiveMQConnectionFactory)
                    configured(CLASSIC, "clientid=gateway\nCLIENTIDPREFIX=vidu\nprefetchPolicy.topicprefetch=3\n");

            assertThat(classic.getClientID()).isEqualTo("gateway");
            assertThat(classic.getClientIDPrefix()).isEqualTo("vidu");
            assertThat(classic.getPrefetchPolicy().getTopicPrefetch()).isEqualTo(3);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void classicHasWhatTheGatewayNeedsAndWhatTheFileSays() throws Exception {
        ActiveMQConnectionFactory classic = (ActiveMQConnectionFactory) configured(CLASSIC, """
                brokerURL=failover:(ssl://a.example:61617,ssl://b.example:61617)?jms.closeTimeout=7000
                clientIDPrefix=größe
                prefetchPolicy.topicPrefetch=17
                redeliveryPolicy.initialRedeliveryDelay=5000
                """);

        assertThat(classic.getBrokerURL()).startsWith("failover:(ssl://a.example:61617");
        assertThat(classic.getClientIDPrefix()).isEqualTo("größe");
        assertThat(classic.getPrefetchPolicy().getTopicPrefetch()).isEqualTo(17);
        assertThat(classic.getPrefetchPolicy().getQueuePrefetch()).isZero();
        assertThat(classic.getRedeliveryPolicy().getInitialRedeliveryDelay()).isEqualTo(5_000);
        assertThat(classic.getRedeliveryPolicy().getMaximumRedeliveries()).isEqualTo(-1);
        assertThat(classic.getSendTimeout()).isEqualTo(30_000);
        assertThat(classic.getCloseTimeout()).isEqualTo(7_000);
        assertThat(classic.getTrustedPackages()).isEmpty();
        assertThat(classic.isTrustAllPackages()).isFalse();
    }

    @Test
    void whatWouldLoseMessagesIsRefused() {
        assertThatThrownBy(() -> configured(CLASSIC, "redeliveryPolicy.maximumRedeliveries=3"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("redeliveryPolicy.maximumRedeliveries is 3; it must be -1");
        assertThatThrownBy(() -> configured(CLASSIC, "brokerURL=tcp://h:1?jms.useAsyncSend=true"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("useAsyncSend is true; it must be false");
    }

    @Test
    void everyPropertyThatIsWrongIsToldWithItsClassAndWhatWouldBeRight() {
        assertThatThrownBy(() -> configured(IBM, "hostname=h\nport=14l4\nchanel=C\npassword=secret-of-mine\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "client.properties; chanel stands there, and " + IBM + " has no such property; it has ")
                .hasMessageContaining(" channel, ")
                .hasMessageContaining(
                        "port stands there, as 14l4, which " + IBM + " does not take; it must be a whole number (int)")
                .hasMessageContaining("password stands there, and " + IBM)
                .hasMessageNotContaining("secret-of-mine");
        assertThatThrownBy(() -> configured(CLASSIC, "trustAllPackages=perhaps\nprefetchPolicy.none=1\nnone.at.all=1"))
                .hasMessageContaining("trustAllPackages stands there, as perhaps")
                .hasMessageContaining("true or false")
                .hasMessageContaining("prefetchPolicy.none stands there, and " + CLASSIC + " has no such property")
                .hasMessageContaining("none.at.all stands there, and " + CLASSIC + " has no such property");
    }

    @Test
    void aSecretThatAClassDoesNotTakeIsNotShown() {
        assertThatThrownBy(
                        () -> configured(Demanding.class.getName(), "password=a, secret; of b\nsecretNumber=x1y2z3\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("password stands there, as a value that is not shown here")
                .hasMessageNotContaining("secret; of b");
    }

    @ParameterizedTest
    @CsvSource({
        "no.such.Factory, there is no such class; its jars belong into the folder lib",
        "java.lang.String, it must be a jakarta.jms.ConnectionFactory, and is a java.lang.String",
        "jakarta.jms.ConnectionFactory, that is no class of which an object can be made",
        "dev.viduroutes.jms.ProviderConnectionsTest$Old, of the old namespace javax.jms; take the provider's client for jakarta.jms",
        "dev.viduroutes.jms.ProviderConnectionsTest$OldWithoutItsApi, of the old namespace javax.jms",
        "dev.viduroutes.jms.ProviderConnectionsTest$Incomplete, it needs the class org.example.Buffer",
        "dev.viduroutes.jms.ProviderConnectionsTest$Closed, a public constructor without arguments",
        "dev.viduroutes.jms.ProviderConnectionsTest$Failing, it can't be made (IllegalStateException: no licence)"
    })
    void aClassThatIsNoneIsRefusedWithTheReason(String name, String reason) {
        assertThatThrownBy(() -> factory("vidu.intake.jms.connection-factory", name))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(SETTING + name + "; ")
                .hasMessageContaining(reason);
    }

    @Test
    void aNameIsLookedUpInTheContextOfTheSettings() {
        ConnectionFactory found = factory(
                "vidu.intake.jms.connection-factory", "ConnectionFactory",
                "vidu.intake.jms.jndi.java.naming.factory.initial", ActiveMQInitialContextFactory.class.getName(),
                "vidu.intake.jms.jndi.java.naming.provider.url", "tcp://broker.example:61616",
                "vidu.intake.jms.jndi.connection.ConnectionFactory.clientID", "gateway-1");

        assertThat(found).isInstanceOfSatisfying(ActiveMQConnectionFactory.class, classic -> {
            assertThat(classic.getBrokerURL()).isEqualTo("tcp://broker.example:61616");
            assertThat(classic.getClientID()).isEqualTo("gateway-1");
            assertThat(classic.getRedeliveryPolicy().getMaximumRedeliveries()).isEqualTo(-1);
        });
    }

    @Test
    void entriesOfTheNamingContextAreFoundWhereverSettingsStand() {
        DefaultCamelContext context = new DefaultCamelContext();
        Properties own = new Properties();
        own.setProperty("vidu.api.key", "key-of-this-test");
        own.setProperty("vidu.intake.jms.jndi.queue.requests", "video.requests");
        context.getPropertiesComponent().setOverrideProperties(own);
        SettingResolver.addTo(
                context,
                Map.of("vidu.s3.bucket", "bucket", "vidu.intake.jms.jndi.java.naming.provider.url", "tcp://h:1"));

        Settings settings = Settings.of(context);

        assertThat(settings.jms().provider().jndi())
                .isEqualTo(Map.of("queue.requests", "video.requests", "java.naming.provider.url", "tcp://h:1"));
        assertThat(settings.keys()).contains("vidu.intake.jms.jndi.queue.requests");
    }

    @Test
    void aNameThatIsNotThereOrLeadsToSomethingElseIsRefused() {
        String initial = "vidu.intake.jms.jndi.java.naming.factory.initial";
        String classic = ActiveMQInitialContextFactory.class.getName();
        assertThatThrownBy(() -> factory("vidu.intake.jms.connection-factory", "NoSuchFactory", initial, classic))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(SETTING
                        + "NoSuchFactory; JNDI does not give it, see vidu.intake.jms.jndi.java.naming.factory.initial")
                .hasMessageContaining("NameNotFound");
        assertThatThrownBy(() -> factory("vidu.intake.jms.connection-factory", "cf", initial, "no.such.Context"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("no.such.Context");
        assertThatThrownBy(() -> factory("vidu.intake.jms.connection-factory", "dynamicQueues/a", initial, classic))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("what has this name in JNDI must be a jakarta.jms.ConnectionFactory, and is a "
                        + "org.apache.activemq.command.ActiveMQQueue");
        assertThatThrownBy(() -> TestSettings.with("vidu.intake.jms.enabled", "true", initial, classic))
                .hasMessageContaining("vidu.intake.jms.connection-factory is not set");
    }

    @Test
    void theLoginGoesWithEachConnectionAndStandsNowhereElse() {
        Settings settings = TestSettings.with(
                "vidu.intake.jms.connection-factory", CLASSIC,
                "vidu.intake.jms.user", "gateway",
                "vidu.intake.jms.password", "secret-of-mine");
        JmsProvider provider = JmsProvider.of(new DefaultCamelContext(), Optional.empty(), settings.jms());

        assertThat(provider.factory()).isInstanceOf(UserCredentialsConnectionFactoryAdapter.class);
        assertThat(provider.adapter()).isInstanceOf(ClassicAdapter.class);
        assertThat(settings.toString()).doesNotContain("secret-of-mine");
        assertThat(settings.jms().place()).isEqualTo("provider=" + CLASSIC + " queue=vidu.requests");
    }

    /** As ActiveMQ 5 has it. */
    public static class Old implements javax.jms.ConnectionFactory {}

    /** The same without javax.jms on the class path. */
    public static class OldWithoutItsApi extends Broken {
        static {
            missing("javax/jms/ConnectionFactory");
        }
    }

    /** A client of whose jars one is missing. */
    public static class Incomplete extends Broken {
        static {
            missing("org/example/Buffer");
        }
    }

    /** A class that can't be initialized. */
    public abstract static class Broken extends DelegatingConnectionFactory {
        static void missing(String name) {
            throw new NoClassDefFoundError(name);
        }
    }

    /** Nobody may make one. */
    public static final class Closed extends DelegatingConnectionFactory {
        private Closed() {}
    }

    /** Does not let itself be made here. */
    public static final class Failing extends DelegatingConnectionFactory {
        public Failing() {
            throw new IllegalStateException("no licence");
        }
    }

    /** Takes no secret. */
    public static final class Demanding extends DelegatingConnectionFactory {

        public void setPassword(String password) {
            throw new IllegalArgumentException("not " + password);
        }
    }
}
