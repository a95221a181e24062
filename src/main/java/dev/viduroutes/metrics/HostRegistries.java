package dev.viduroutes.metrics;

import dev.viduroutes.pace.Slots;
import dev.viduroutes.pace.Turns;
import dev.viduroutes.settings.Settings;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;

/** Binds the {@link Meters}. Apart from {@link MetersAtStart}, which is loaded where there is no Micrometer. */
final class HostRegistries {

    private static final String BEAN = "viduMeters";

    private HostRegistries() {}

    /** Does nothing if there is no {@link MeterRegistry}, or if the meters are there already. */
    static void bindMeters(Registry beans, Settings settings) {
        Set<MeterRegistry> registries = beans.findByType(MeterRegistry.class);
        if (registries.isEmpty() || beans.lookupByName(BEAN) != null) {
            return;
        }
        MeterRegistry registry = registries.size() == 1
                ? registries.iterator().next()
                : new CompositeMeterRegistry(Clock.SYSTEM, registries);
        // Looked up at each reading, since a context that is started again makes its beans anew.
        Supplier<Turns> turns = () -> beans.lookupByNameAndType("viduTurns", Turns.class);
        Supplier<Slots> slots = () -> beans.lookupByNameAndType("viduSlots", Slots.class);
        beans.bind(BEAN, new Meters(registry, settings, turns, slots));
    }
}
