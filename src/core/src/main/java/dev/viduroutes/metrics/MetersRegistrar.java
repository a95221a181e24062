package dev.viduroutes.metrics;

import dev.viduroutes.settings.Settings;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.Registry;

/**
 * Registers the meters once the context has started: if it holds a {@code MeterRegistry}, or several, the {@link Meters} go there. At every
 * further start they go on, although Camel has emptied its registry.
 */
public final class MetersRegistrar implements StartupListener {

    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    private static final String BEAN = "viduMeters";

    private final Settings settings;
    private Optional<Object> meters = Optional.empty();

    private MetersRegistrar(Settings settings) {
        this.settings = settings;
    }

    /** Does nothing where Micrometer is not on the class path. */
    public static void addTo(CamelContext context, Settings settings) {
        if (context.getClassResolver().resolveClass(MICROMETER) == null) {
            return;
        }
        try {
            context.addStartupListener(new MetersRegistrar(settings));
        } catch (Exception refused) {
            throw RuntimeCamelException.wrapRuntimeCamelException(refused);
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        Registry beans = context.getRegistry();
        if (beans.lookupByName(BEAN) == null) {
            meters = meters.or(() -> MetersFactory.meters(beans, settings));
            meters.ifPresent(numbers -> beans.bind(BEAN, numbers));
        }
    }
}
