package dev.viduroutes;

import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.jms.JmsComponents;
import dev.viduroutes.jms.JmsMessages;
import dev.viduroutes.jms.JmsPause;
import dev.viduroutes.metrics.MetersAtStart;
import dev.viduroutes.pace.CallEvents;
import dev.viduroutes.request.Admission;
import dev.viduroutes.request.Progress;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Puts the routes into a Camel context. */
public final class ViduRoutes {

    /** The defaults of every setting, below whatever the context's own properties say. */
    public static final String DEFAULTS = "classpath:vidu/application.properties";

    /** Where the routes are. */
    public static final String ROUTES = "classpath:camel/vidu/*.yaml";

    private ViduRoutes() {}

    /**
     * Reads the settings and adds the routes; they start with the context.
     *
     * @param context not started yet
     * @throws SettingsException if a setting is missing or wrong
     */
    public static void addTo(CamelContext context) throws Exception {
        prepare(context);
        // In one call: only then do the routes find the route configurations, whatever file these stand in.
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getPackageScanResourceResolver(context).findResources(ROUTES));
    }

    /**
     * Reads the settings and binds what the routes need; for those who load {@link #ROUTES} by other means.
     *
     * @throws SettingsException if a setting is missing or wrong
     */
    public static Settings prepare(CamelContext context) {
        context.getPropertiesComponent().addLocation(DEFAULTS);
        Settings settings = Settings.of(context);
        Folders.make(settings);
        bindBeans(context, settings);
        MetersAtStart.addTo(context, settings);
        return settings;
    }

    /** The beans that need the context itself; every other stands in {@code routes/00-beans.camel.yaml}. */
    private static void bindBeans(CamelContext context, Settings settings) {
        Registry registry = context.getRegistry();
        registry.bind("viduSettings", settings);
        registry.bind("viduClock", Clock.systemUTC());
        registry.bind("viduAdmission", admission(context, settings));
        registry.bind("viduFailureCodes", failureCodes(context, settings.retry().failures()));
        registry.bind("viduProgress", new Progress(context));
        registry.bind("viduCallEvents", new CallEvents(context));
        // Only these touch the classes of queues, which a host without queues need not have.
        if (settings.jms().enabled()) {
            registry.bind("vidu-jms", JmsComponents.jms(context, settings.jms()));
            registry.bind("viduJmsMessages", JmsMessages.ofJms(settings));
        }
        if (settings.amqp().enabled()) {
            registry.bind("vidu-amqp", JmsComponents.amqp(context, settings.amqp()));
            registry.bind("viduAmqpMessages", JmsMessages.ofAmqp(settings));
        }
        if (settings.jms().enabled() || settings.amqp().enabled()) {
            registry.bind("viduJmsPause", new JmsPause());
        }
    }

    private static Admission admission(CamelContext context, Settings settings) {
        try {
            return Admission.create(context, settings, Clock.systemUTC());
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
