package dev.viduroutes;

import dev.viduroutes.callback.ServerCheck;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.host.DefaultSettings;
import dev.viduroutes.host.Host;
import dev.viduroutes.host.SecondStart;
import dev.viduroutes.jms.JmsBeans;
import dev.viduroutes.journal.Journals;
import dev.viduroutes.kafka.KafkaBeans;
import dev.viduroutes.metrics.MetersAtStart;
import dev.viduroutes.pace.CallEvents;
import dev.viduroutes.replay.LetterBoxes;
import dev.viduroutes.request.Admission;
import dev.viduroutes.request.DocumentConverters;
import dev.viduroutes.request.Progress;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import dev.viduroutes.sqs.SqsBeans;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Puts the routes into a Camel context: {@code ViduRoutes.addTo(context)}, or as a {@link RoutesBuilder} wherever Camel
 * takes one ({@code context.addRoutes}, {@code main.configure().addRoutesBuilder}, a bean of the registry).
 */
public final class ViduRoutes implements RoutesBuilder {

    private static final String BEANS = RouteFiles.of("00-beans");

    /** What of them puts dead letters back, and takes no requests. */
    static final String REPLAY = BEANS + "," + RouteFiles.of("64-replay");

    @Override
    public void addRoutesToCamelContext(CamelContext context) throws Exception {
        addTo(context);
    }

    /** Nothing to add: no route is made from a template here. */
    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext context) {}

    @Override
    public Set<String> updateRoutesToCamelContext(CamelContext context) throws Exception {
        addTo(context);
        return Set.of();
    }

    /**
     * Reads the settings and adds the routes; they start with the context. A context that has them already keeps them
     * as they are.
     *
     * @param context not started yet
     * @throws SettingsException if a setting is missing or wrong
     */
    public static void addTo(CamelContext context) throws Exception {
        if (context.getLifecycleStrategies().stream().anyMatch(SecondStart.class::isInstance)) {
            return;
        }
        Host host = new Host(context);
        ServerCheck.addTo(context, prepare(context, host, Map.of()));
        // In one call: only then do the routes find the route configurations, whatever file these stand in.
        List<Resource> files = new ArrayList<>();
        for (String name : RouteFiles.NAMES) {
            files.add(ResourceHelper.resolveMandatoryResource(context, RouteFiles.of(name)));
        }
        PluginHelper.getRoutesLoader(context).loadRoutes(files);
        context.addLifecycleStrategy(new SecondStart(() -> bindAgain(context, host)));
    }

    private static void bindAgain(CamelContext context, Host host) throws Exception {
        bindBeans(context, host, Settings.of(context));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveMandatoryResource(context, BEANS));
    }

    /**
     * Reads the settings and binds what the routes need, without the routes themselves; {@link #addTo} does it too.
     *
     * @throws SettingsException if a setting is missing or wrong
     */
    public static Settings prepare(CamelContext context) {
        return prepare(context, Map.of());
    }

    /**
     * Like {@link #prepare(CamelContext)}.
     *
     * @param defaults of settings, where they are not the packaged ones
     * @throws SettingsException if a setting is missing or wrong
     */
    static Settings prepare(CamelContext context, Map<String, String> defaults) {
        return prepare(context, new Host(context), defaults);
    }

    private static Settings prepare(CamelContext context, Host host, Map<String, String> defaults) {
        DefaultSettings.addTo(context, defaults);
        Settings settings = Settings.of(context);
        Folders.make(settings);
        bindBeans(context, host, settings);
        MetersAtStart.addTo(context, settings);
        return settings;
    }

    /** The beans that need the context itself; every other stands in {@code routes/00-beans.camel.yaml}. */
    private static void bindBeans(CamelContext context, Host host, Settings settings) {
        Registry registry = context.getRegistry();
        Clock clock = host.namedOrOnly("viduClock", Clock.class).orElse(Clock.systemUTC());
        context.getTypeConverterRegistry().addTypeConverters(new DocumentConverters());
        registry.bind("viduSettings", settings);
        registry.bind("viduHost", host);
        registry.bind("viduClock", clock);
        Journals journals = bindWhatIsOpen(registry, host, settings, clock);
        registry.bind("viduTime", journals.time());
        registry.bind("viduAdmission", admission(context, settings, journals.time()));
        registry.bind("viduFailureCodes", failureCodes(context, settings.retry().failures()));
        registry.bind("viduProgress", new Progress(context));
        registry.bind("viduCallEvents", new CallEvents(context));
        registry.bind("viduLetterBoxes", new LetterBoxes(context, settings));
        bindQueues(context, settings);
    }

    /** Only these touch the classes of queues, which a host without queues need not have. */
    private static void bindQueues(CamelContext context, Settings settings) {
        if (settings.jms().enabled() || settings.amqp().enabled()) {
            JmsBeans.bind(context, settings);
        }
        if (settings.kafka().enabled()) {
            KafkaBeans.bind(context, settings);
        }
        if (settings.sqs().enabled()) {
            SqsBeans.bind(context, settings);
        }
    }

    /** Once for each start; what an earlier call opened is closed. */
    private static Journals bindWhatIsOpen(Registry registry, Host host, Settings settings, Clock clock) {
        registry.unbind("viduJournals");
        registry.unbind("viduStore");
        Journals journals = open(settings, host, clock);
        registry.bind("viduJournals", journals, null, "close");
        registry.bind("viduStore", VideoStore.of(settings, host), null, "close");
        return journals;
    }

    private static Journals open(Settings settings, Host host, Clock clock) {
        try {
            return Journals.of(settings, host, clock);
        } catch (SQLException unusable) {
            throw RuntimeCamelException.wrapRuntimeCamelException(unusable);
        }
    }

    private static Admission admission(CamelContext context, Settings settings, InstantSource time) {
        try {
            return Admission.create(context, settings, time);
        } catch (IOException unusable) {
            throw unusable("vidu.request.schema", settings.requests().schema(), "it must name a JSON Schema", unusable);
        }
    }

    private static FailureCodes failureCodes(CamelContext context, String place) {
        Properties codes = new Properties();
        try (InputStream file = ResourceHelper.resolveMandatoryResourceAsInputStream(context, place)) {
            codes.load(file);
        } catch (IOException | IllegalArgumentException unusable) {
            throw unusable("vidu.failures", place, "it must name a properties file", unusable);
        }
        return new FailureCodes(codes);
    }

    private static SettingsException unusable(String key, String place, String rule, Exception why) {
        return new SettingsException(List.of(key + " is " + place + "; " + rule + " that can be read ("
                + why.getClass().getSimpleName() + ")"));
    }
}
