package dev.viduroutes;

import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.request.Admission;
import dev.viduroutes.request.Progress;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
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
    public static Settings prepare(CamelContext context) throws IOException {
        context.getPropertiesComponent().addLocation(DEFAULTS);
        Settings settings = Settings.of(context);
        bindBeans(context, settings);
        return settings;
    }

    /** The beans that need the context itself; every other stands in {@code routes/00-beans.camel.yaml}. */
    private static void bindBeans(CamelContext context, Settings settings) throws IOException {
        Registry registry = context.getRegistry();
        registry.bind("viduSettings", settings);
        registry.bind("viduClock", Clock.systemUTC());
        registry.bind("viduAdmission", Admission.create(context, settings, Clock.systemUTC()));
        registry.bind("viduFailureCodes", failureCodes(context, settings.retry().failures()));
        registry.bind("viduProgress", new Progress(context));
    }

    private static FailureCodes failureCodes(CamelContext context, String place) throws IOException {
        Properties codes = new Properties();
        try (InputStream file = ResourceHelper.resolveMandatoryResourceAsInputStream(context, place)) {
            codes.load(file);
        }
        return new FailureCodes(codes);
    }
}
