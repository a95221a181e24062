package dev.viduroutes.metrics;

import dev.viduroutes.settings.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;

/** Once the context has started: if it holds a {@code MeterRegistry}, or several, the {@link Meters} go there. */
public final class MetersAtStart implements StartupListener {

    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    private final Settings settings;

    private MetersAtStart(Settings settings) {
        this.settings = settings;
    }

    /** Does nothing where Micrometer is not on the class path. */
    public static void addTo(CamelContext context, Settings settings) {
        if (context.getClassResolver().resolveClass(MICROMETER) == null) {
            return;
        }
        try {
            context.addStartupListener(new MetersAtStart(settings));
        } catch (Exception refused) {
            throw RuntimeCamelException.wrapRuntimeCamelException(refused);
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        HostRegistries.bindMeters(context.getRegistry(), settings);
    }
}
