package dev.viduroutes.settings;

import dev.viduroutes.PublicApi;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/**
 * What the operator decided, checked once at the start. Effect, default and range of each key stand in
 * {@code config/application.properties}.
 *
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
        Set<String> keys) {

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
                ApiSettings.read(read),
                CallbackSettings.read(read),
                LimitSettings.read(read),
                UrgentSettings.read(read),
                ShareSettings.read(read),
                prices,
                CapSettings.read(read, prices),
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
                read.keys());
        read.finish();
        return settings;
    }
}
