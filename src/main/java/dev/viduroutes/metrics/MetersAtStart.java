package dev.viduroutes.metrics;

import dev.viduroutes.pace.Slots;
import dev.viduroutes.pace.Turns;
import dev.viduroutes.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.Registry;

/** Once the context has started: if it holds a {@link MeterRegistry}, or several, the {@link Meters} go there. */
public final class MetersAtStart implements StartupListener {

    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";
    private static final String BEAN = "viduMeters";

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
        Registry beans = context.getRegistry();
        Set<MeterRegistry> registries = beans.findByType(MeterRegistry.class);
        if (registries.isEmpty() || beans.lookupByName(BEAN) != null) {
            return;
        }
        MeterRegistry registry = registries.size() == 1
                ? registries.iterator().next()
                : new CompositeMeterRegistry(io.micrometer.core.instrument.Clock.SYSTEM, registries);
        Turns turns = beans.lookupByNameAndType("viduTurns", Turns.class);
        Slots slots = beans.lookupByNameAndType("viduSlots", Slots.class);
        beans.bind(BEAN, new Meters(registry, settings, turns, slots));
    }
}
