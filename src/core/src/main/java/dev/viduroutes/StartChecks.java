package dev.viduroutes;

import dev.viduroutes.api.AccountCheck;
import dev.viduroutes.callback.CallbackCheck;
import dev.viduroutes.check.Check;
import dev.viduroutes.check.CheckResult;
import dev.viduroutes.delivery.BucketWriteTrial;
import dev.viduroutes.delivery.ObjectKeys;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.disk.FolderCheck;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.jms.BrokerCheck;
import dev.viduroutes.journal.JournalCheck;
import dev.viduroutes.kafka.KafkaCheck;
import dev.viduroutes.network.Network;
import dev.viduroutes.network.ProxyCheck;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.sqs.SqsCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Looks at everything that the gateway needs, as the gateway uses it, without taking requests: nothing is opened, made or paid but the
 * one object that the gateway writes into the bucket before its first submit.
 */
public final class StartChecks implements AutoCloseable {

    private static final String WRITE_CHECK = "45-write-check";
    /** The answer that tells the time has as long as any. */
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final CamelContext context;
    private final Settings settings;
    private final Network network;
    private final IntakeWatchdogs watches;
    private final AccountCheck accounts;
    private final VideoStore store;

    /**
     * @param context started, with settings and nothing else
     * @param clock of this machine
     * @throws dev.viduroutes.settings.SettingsException if what a setting names does not allow a start
     */
    public StartChecks(CamelContext context, InstantSource clock) throws Exception {
        this.context = context;
        settings = Settings.of(context);
        network = Network.of(settings);
        new SettingFiles(context, settings).check();
        watches = IntakeWatchdogs.of(context);
        accounts = new AccountCheck(context, settings, network, clock);
        store = VideoStore.of(settings, new HostBeans(context), network);
        context.getRegistry().bind("viduClock", clock);
        context.getRegistry().bind("viduStore", store);
        context.getRegistry().bind("viduKeys", new ObjectKeys(settings));
        context.getRegistry().bind("vidu-s3", VideoStore.component(store));
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(context, RouteFiles.of(WRITE_CHECK)));
    }

    /** @param callbacks whether the public URL is to be called, which takes the port of callbacks if it is free */
    public List<Check> all(boolean callbacks) {
        List<Check> checks = new ArrayList<>();
        for (AccountSettings account : settings.accounts()) {
            String name = settings.hasAccounts() ? "key " + account.name() : "key";
            checks.add(new Check(name, "vidu.api.base-url, vidu.proxy.url", () -> accounts.check(account)));
        }
        checks.add(new Check("clock", "vidu.api.base-url, vidu.proxy.url", () -> accounts.clock(PATIENCE)));
        checks.add(new Check(
                "bucket", "vidu.s3.endpoint, vidu.proxy.url", () -> new BucketWriteTrial(context, settings).check()));
        checks.add(new Check("journal", "vidu.journal.url", () -> JournalCheck.check(settings)));
        checks.add(new Check(
                "folders",
                "vidu.home",
                () -> FolderCheck.check(settings.folders(), settings.delivery().maxBytes())));
        checks.add(new Check("proxy", "vidu.proxy.url", () -> ProxyCheck.check(network.proxies())));
        addQueues(checks);
        checks.add(new Check("callback", "vidu.callback.public-url", () -> callback(callbacks)));
        return checks;
    }

    private void addQueues(List<Check> checks) {
        if (settings.jms().enabled()) {
            checks.add(new Check(
                    "jms", settings.jms().addressSetting("jms"), () -> BrokerCheck.jms(context, settings, watches)));
        }
        if (settings.amqp().enabled()) {
            checks.add(new Check("amqp", "vidu.intake.amqp.url", () -> BrokerCheck.amqp(context, settings, watches)));
        }
        if (settings.kafka().enabled()) {
            checks.add(new Check(
                    "kafka", "vidu.intake.kafka.brokers", () -> KafkaCheck.check(context, settings, watches)));
        }
        if (settings.sqs().enabled()) {
            checks.add(new Check(
                    "sqs", "vidu.intake.sqs.queue-url", () -> SqsCheck.check(context, settings, network, watches)));
        }
    }

    private CheckResult callback(boolean wanted) throws Exception {
        if (!settings.api().callbacks()) {
            return CheckResult.skipped("vidu.api.mode is polling: nobody calls back");
        }
        return wanted
                ? new CallbackCheck(settings, network).check()
                : CheckResult.skipped("vidu.callback.public-url was not called; check --callback does");
    }

    @Override
    public void close() {
        accounts.close();
        store.close();
    }
}
