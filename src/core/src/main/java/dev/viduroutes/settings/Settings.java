package dev.viduroutes.settings;

import dev.viduroutes.PublicApi;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/**
 * What the operator decided, checked once at the start. Effect, default and range of each key stand in
 * {@code config/application.properties}.
 *
 * @param accounts one or more, the first first
 * @param keys every key that was read
 */
@PublicApi
public record Settings(
        FolderSettings places,
        JournalSettings journal,
        FileIntakeSettings intake,
        QueueSettings jms,
        QueueSettings amqp,
        KafkaSettings kafka,
        SqsSettings sqs,
        ProxySettings proxy,
        TlsSettings tls,
        RequestSettings requests,
        BatchSettings batches,
        ApiSettings api,
        CallbackSettings callback,
        LimitSettings limits,
        UrgentSettings urgent,
        ShareSettings shares,
        PriceSettings prices,
        CapSettings caps,
        List<AccountSettings> accounts,
        RoutingSettings routing,
        BalanceSettings balance,
        RetrySettings retry,
        ModerationSettings moderation,
        PollSettings poll,
        DeliverySettings delivery,
        S3Settings s3,
        ImageSettings images,
        ReportSettings reports,
        TracingSettings tracing,
        ProcessSettings process,
        ManagementSettings management,
        ConsoleSettings console,
        Set<String> keys) {

    /** Of each account, and for what is no call. */
    private static final int FEWEST_THREADS = 2;

    /**
     * Reads the settings of a Camel context that {@link SettingResolver} was added to.
     *
     * @throws SettingsException naming every key whose value is missing or out of range
     */
    public static Settings of(CamelContext context) {
        SettingResolver resolver = SettingResolver.of(context);
        return of(resolver::value, resolver::names, resolver::variable);
    }

    /**
     * Like {@link #of(CamelContext)}, from any source of values, and of the names that begin with a prefix.
     *
     * @param variables of the environment that are none of ours
     */
    static Settings of(
            Function<String, Optional<String>> values,
            Function<String, Set<String>> names,
            Function<String, Optional<String>> variables) {
        SettingReader read = new SettingReader(values, names, variables);
        PriceSettings prices = PriceSettings.read(read);
        ApiSettings api = ApiSettings.read(read);
        CallbackSettings callback = CallbackSettings.read(read);
        LimitSettings limits = LimitSettings.read(read);
        List<AccountSettings> accounts = AccountSettings.read(read, api, limits, callback, prices);
        Settings settings = new Settings(
                FolderSettings.read(read),
                JournalSettings.read(read),
                FileIntakeSettings.read(read),
                QueueSettings.jms(read),
                QueueSettings.amqp(read),
                KafkaSettings.read(read),
                SqsSettings.read(read),
                ProxySettings.read(read),
                TlsSettings.read(read),
                RequestSettings.read(read),
                BatchSettings.read(read),
                api,
                callback,
                limits,
                UrgentSettings.read(read),
                ShareSettings.read(read),
                prices,
                CapSettings.read(read, prices),
                accounts,
                RoutingSettings.read(read, accounts, prices),
                BalanceSettings.read(read, accounts, prices),
                RetrySettings.read(read),
                ModerationSettings.read(read),
                PollSettings.read(read),
                DeliverySettings.read(read),
                S3Settings.read(read),
                ImageSettings.read(read),
                ReportSettings.read(read),
                TracingSettings.read(read),
                ProcessSettings.read(read),
                ManagementSettings.read(read),
                ConsoleSettings.read(read),
                read.keys());
        MoneyNames.check(read);
        read.finish();
        return settings;
    }

    /** @return folders that the gateway makes and writes, by the setting that names each */
    public Map<String, Path> folders() {
        Map<String, Path> folders = new LinkedHashMap<>();
        folders.put("vidu.tmp.directory", places.tmp());
        folders.put("vidu.dead-letter.directory", places.deadLetters());
        folders.put("vidu.batch.directory", batches.directory());
        if (intake.fileEnabled()) {
            folders.put("vidu.intake.file.directory", intake.inbox());
            folders.put("vidu.intake.file.urgent-directory", intake.urgent());
            folders.put("vidu.intake.file.done-directory", intake.done());
        }
        return folders;
    }

    /** @return whether there are accounts to choose from */
    public boolean hasAccounts() {
        return accounts.size() > 1;
    }

    /** @return the limits of all accounts together; the calls as those of a minute, if there are several */
    public LimitSettings limitsOfAll() {
        return accounts.stream()
                .map(AccountSettings::limits)
                .reduce(LimitSettings::plus)
                .orElse(limits);
    }

    /** @return how many of the threads the calls of one of several accounts may take at once: each has the same share, and some are nobody's */
    public int threadsOfAccount() {
        return Math.max(FEWEST_THREADS, (process.threads() - FEWEST_THREADS) / accounts.size());
    }

    /** @return threads for calls to the API, which are as many as its connections */
    public int threads() {
        return hasAccounts()
                ? Math.max(process.threads(), accounts.size() * threadsOfAccount() + FEWEST_THREADS)
                : process.threads();
    }

    /** @return how many tasks may be under way at once, over all accounts */
    public int concurrentTasks() {
        return limitsOfAll().concurrentTasks();
    }
}
