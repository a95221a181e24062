package dev.viduroutes;

import dev.viduroutes.batch.RowRoute;
import dev.viduroutes.delivery.BucketWriteCheck;
import dev.viduroutes.delivery.VideoStore;
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
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.pause.Pauses;
import dev.viduroutes.replay.DeadLetterStores;
import dev.viduroutes.request.DocumentConverters;
import dev.viduroutes.request.Progress;
import dev.viduroutes.request.RequestSchema;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.sqs.SqsBeans;
import dev.viduroutes.template.RequestDefaults;
import dev.viduroutes.tracing.Tracing;
import java.sql.SQLException;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Registry;

/** The beans that need the context itself, or are opened; every other stands in {@code routes/00-beans.camel.yaml}. */
final class ContextBeans {

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
        SettingFiles files = new SettingFiles(context, settings);
        RequestSchema schema = files.schema();
        registry.bind("viduRequestSchema", schema);
        registry.bind("viduRequestDefaults", new RequestDefaults(settings, schema));
        registry.bind("viduFailureCodes", files.failureCodes());
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
