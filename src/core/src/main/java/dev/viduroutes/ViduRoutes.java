package dev.viduroutes;

import dev.viduroutes.callback.CallbackServerCheck;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.host.RebindOnRestart;
import dev.viduroutes.logging.RequestMdcStrategy;
import dev.viduroutes.metrics.MetersRegistrar;
import dev.viduroutes.settings.SettingResolver;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Puts the routes into a Camel context: {@code ViduRoutes.addTo(context)}, or as a {@link RoutesBuilder} wherever Camel
 * takes one ({@code context.addRoutes}, {@code main.configure().addRoutesBuilder}, a bean of the registry).
 */
@PublicApi
public final class ViduRoutes implements RoutesBuilder {

    @Override
    public void addRoutesToCamelContext(CamelContext context) throws Exception {
        addTo(context);
    }

    /** Nothing to add: the routes made from templates come with their files. */
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
        if (context.getLifecycleStrategies().stream().anyMatch(RebindOnRestart.class::isInstance)) {
            return;
        }
        HostBeans host = new HostBeans(context);
        CallbackServerCheck.addTo(context, prepare(context, host, Map.of()));
        // In one call: only then do the routes find the route configurations, whatever file these stand in.
        List<Resource> files = new ArrayList<>();
        for (String name : RouteFiles.NAMES) {
            files.add(ResourceHelper.resolveMandatoryResource(context, RouteFiles.of(name)));
        }
        PluginHelper.getRoutesLoader(context).loadRoutes(files);
        context.addLifecycleStrategy(new RebindOnRestart(() -> bindAgain(context, host)));
    }

    private static void bindAgain(CamelContext context, HostBeans host) throws Exception {
        ContextBeans.bind(context, host, Settings.of(context));
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(context, RouteFiles.BEANS));
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
    public static Settings prepare(CamelContext context, Map<String, String> defaults) {
        return prepare(context, new HostBeans(context), defaults);
    }

    /**
     * Reads the settings alone: nothing is opened, made or bound.
     *
     * @param defaults of settings, where they are not the packaged ones
     * @throws SettingsException if a setting is missing or wrong
     */
    public static Settings settings(CamelContext context, Map<String, String> defaults) {
        SettingResolver.addTo(context, defaults);
        return Settings.of(context);
    }

    private static Settings prepare(CamelContext context, HostBeans host, Map<String, String> defaults) {
        Settings settings = settings(context, defaults);
        RequestMdcStrategy.addTo(context);
        Folders.make(settings);
        ContextBeans.bind(context, host, settings);
        MetersRegistrar.addTo(context, settings);
        return settings;
    }
}
