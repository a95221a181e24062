package dev.viduroutes;

import dev.viduroutes.batch.RowRoute;
import dev.viduroutes.delivery.BucketWriteCheck;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.http.CallDeadlines;
import dev.viduroutes.intake.InboxPollStrategy;
import dev.viduroutes.jms.JmsBeans;
import dev.viduroutes.journal.Journals;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.kafka.KafkaBeans;
import dev.viduroutes.limits.CompositeCallListener;
import dev.viduroutes.live.LiveView;
import dev.viduroutes.network.Network;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.pause.Pauses;
import dev.viduroutes.replay.DeadLetterStores;
import dev.viduroutes.request.DocumentConverters;
import dev.viduroutes.request.Progress;
import dev.viduroutes.request.RequestSchema;
import dev.viduroutes.settings.PropertiesFile;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import dev.viduroutes.sqs.SqsBeans;
import dev.viduroutes.template.RequestDefaults;
import dev.viduroutes.tracing.Tracing;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans that need the context itself, or are opened; every other stands in {@code routes/00-beans.camel.yaml}. */
final class ContextBeans {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");
    private static final String PACKAGED_CODES = "classpath:vidu/failures.properties";

    private final CamelContext context;
    private final Registry registry;
    private final HostBeans host;
    private final Settings settings;
    private final Clock clock;
    private final Network network;

    private ContextBeans(CamelContext context, HostBeans host, Settings settings) {
        this.context = context;
        this.registry = context.getRegistry();
        this.host = host;
        this.settings = settings;
        this.clock = host.namedOrOnly("viduClock", Clock.class).orElse(Clock.systemUTC());
        this.network = Network.of(settings);
    }

    /** Binds them, in place of those of an earlier start. */
    static void bind(CamelContext context, HostBeans host, Settings settings) {
        new ContextBeans(context, host, settings).bind();
    }

    private void bind() {
        context.getTypeConverterRegistry().addTypeConverters(new DocumentConverters());
        registry.bind("viduSettings", settings);
        registry.bind("viduDestinations", settings.reports());
        registry.bind("viduHostBeans", host);
        registry.bind("viduNetwork", network);
        registry.bind("viduClock", clock);
        Journals journals = bindWhatIsOpen();
        registry.bind("viduTime", journals.time());
        registry.bind("viduPauses", new Pauses(settings, journals.pauses()));
        ReadOnlyJournal reading = ReadOnlyJournal.of(settings, host);
        registry.bind("viduReadOnlyJournal", reading, null, "close");
        registry.bind("viduLiveView", new LiveView(settings, registry, reading, journals.time()));
        RequestSchema schema = schema();
        registry.bind("viduRequestSchema", schema);
        registry.bind("viduRequestDefaults", new RequestDefaults(settings, schema));
        registry.bind("viduFailureCodes", failureCodes());
        registry.bind("viduProgress", new Progress(context));
        registry.bind("viduTracing", Tracing.of(settings, host));
        registry.bind("viduCallListener", new CompositeCallListener(context));
        registry.bind("viduDeadLetterStores", new DeadLetterStores(context, settings));
        registry.bind("viduRowRoute", new RowRoute(context));
        registry.bind("viduWriteCheck", new BucketWriteCheck(context));
        IntakeWatchdogs watches = IntakeWatchdogs.of(context);
        registry.bind("viduIntakeWatchdogs", watches);
        registry.bind("viduInboxPollStrategy", InboxPollStrategy.of(settings, watches));
        registry.bind("viduUrgentPollStrategy", InboxPollStrategy.ofUrgent(settings, watches));
        bindQueues(watches);
    }

    /** Once for each start; what an earlier call opened is closed. */
    private Journals bindWhatIsOpen() {
        registry.unbind("viduJournals");
        registry.unbind("viduReadOnlyJournal");
        registry.unbind("viduStore");
        registry.unbind("viduCallDeadlines");
        Journals journals = journals();
        registry.bind("viduJournals", journals, null, "close");
        registry.bind("viduStore", VideoStore.of(settings, host, network), null, "close");
        registry.bind("viduCallDeadlines", new CallDeadlines(settings), null, "close");
        return journals;
    }

    private Journals journals() {
        try {
            return Journals.of(settings, host, clock);
        } catch (SQLException unusable) {
            throw RuntimeCamelException.wrapRuntimeCamelException(unusable);
        }
    }

    private RequestSchema schema() {
        try {
            return RequestSchema.read(context, settings);
        } catch (IOException | RuntimeException unusable) {
            throw unusable("vidu.request.schema", settings.requests().schema(), "it must name a JSON Schema", unusable);
        }
    }

    private FailureCodes failureCodes() {
        String place = settings.retry().failures();
        FailureCodes codes = new FailureCodes("vidu.failures is " + place, properties(place));
        Set<String> missing = codes.missing(new FailureCodes(properties(PACKAGED_CODES)));
        if (!missing.isEmpty()) {
            LOG.warn(
                    "vidu.failures={} lacks codes that this version knows; they mean default there: {}",
                    place,
                    String.join(", ", missing));
        }
        return codes;
    }

    private Properties properties(String place) {
        try (InputStream file = ResourceHelper.resolveMandatoryResourceAsInputStream(context, place)) {
            return PropertiesFile.read("vidu.failures is " + place + "; this file", file);
        } catch (IOException | IllegalArgumentException unusable) {
            throw unusable("vidu.failures", place, "it must name a properties file", unusable);
        }
    }

    private static SettingsException unusable(String key, String place, String rule, Exception why) {
        return new SettingsException(
                List.of(key + " is " + place + "; " + rule + " that can be read (" + ErrorText.ofRootCause(why) + ")"));
    }

    /** Only these touch the classes of queues, which a host without queues need not have. */
    private void bindQueues(IntakeWatchdogs watches) {
        if (settings.jms().enabled() || settings.amqp().enabled()) {
            JmsBeans.bind(context, settings, watches);
        }
        if (settings.kafka().enabled()) {
            KafkaBeans.bind(context, settings, watches);
        }
        if (settings.sqs().enabled()) {
            SqsBeans.bind(context, settings, network, watches);
        }
    }
}
