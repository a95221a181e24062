package dev.viduroutes.metrics;

import dev.viduroutes.batch.Batches;
import dev.viduroutes.delivery.BucketGate;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.moderation.ModerationBreakers;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.pause.Pauses;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingGate;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;

/** Creates the {@link Meters}. Apart from {@link MetersRegistrar}, which is loaded where there is no Micrometer. */
final class MetersFactory {

    private MetersFactory() {}

    /** @return the meters, in every {@link MeterRegistry} of these beans; none if there is no registry */
    static Optional<Object> meters(Registry beans, Settings settings) {
        Set<MeterRegistry> registries = beans.findByType(MeterRegistry.class);
        if (registries.isEmpty()) {
            return Optional.empty();
        }
        MeterRegistry registry = registries.size() == 1
                ? registries.iterator().next()
                : new CompositeMeterRegistry(Clock.SYSTEM, registries);
        // Looked up at each reading, since a context that is started again makes its beans anew.
        Supplier<ApiAccounts> accounts = () -> beans.lookupByNameAndType("viduAccounts", ApiAccounts.class);
        Supplier<ModerationBreakers> moderation =
                () -> beans.lookupByNameAndType("viduModeration", ModerationBreakers.class);
        Supplier<BucketGate> bucket = () -> beans.lookupByNameAndType("viduBucket", BucketGate.class);
        Supplier<IntakeWatchdogs> intakes =
                () -> beans.lookupByNameAndType("viduIntakeWatchdogs", IntakeWatchdogs.class);
        Supplier<Batches> batches = () -> beans.lookupByNameAndType("viduBatches", Batches.class);
        Supplier<BalanceFloors> floors = () -> beans.lookupByNameAndType("viduBalanceFloors", BalanceFloors.class);
        Supplier<SpendingGate> spending = () -> beans.lookupByNameAndType("viduSpendingGate", SpendingGate.class);
        new StateMeters(registry, settings, beans::lookupByNameAndType, System::nanoTime);
        Supplier<Pauses> pauses = () -> beans.lookupByNameAndType("viduPauses", Pauses.class);
        return Optional.of(new Meters(
                registry, settings, accounts, moderation, bucket, intakes, batches, spending, floors, pauses));
    }
}
