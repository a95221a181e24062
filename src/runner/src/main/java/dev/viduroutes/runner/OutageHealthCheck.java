package dev.viduroutes.runner;

import dev.viduroutes.journal.Journals;
import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.outage.IntakeWatchdogs;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether an intake or the journal is there, and for how long it has not been. Says no more than that the process is not ready:
 * whoever starts it again brings nothing back.
 */
final class OutageHealthCheck extends AbstractHealthCheck {

    private final Supplier<Optional<Duration>> away;
    private final Duration downAfter;

    /** @param downAfter how long it may be away; zero for as long as it likes */
    OutageHealthCheck(String id, Supplier<Optional<Duration>> away, Duration downAfter) {
        super("vidu", id);
        this.away = away;
        this.downAfter = downAfter;
    }

    /** One for each intake that is switched on, and one for the journal. */
    static void addTo(CamelContext context, Duration downAfter) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks == null) {
            return;
        }
        Journals journals = context.getRegistry().lookupByNameAndType("viduJournals", Journals.class);
        checks.register(new OutageHealthCheck("vidu-journal", journals::awayFor, downAfter));
        Map<String, IntakeWatchdog> intakes = context.getRegistry()
                .lookupByNameAndType("viduIntakeWatchdogs", IntakeWatchdogs.class)
                .all();
        // With a hyphen Camel would take it for one that it has: the route's.
        intakes.forEach((kind, intake) ->
                checks.register(new OutageHealthCheck("vidu-intake:" + kind, intake::awayFor, downAfter)));
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        Optional<Duration> gone = away.get();
        gone.ifPresent(time -> result.detail("awaySeconds", time.toSeconds()));
        boolean down = !downAfter.isZero()
                && gone.filter(time -> time.compareTo(downAfter) > 0).isPresent();
        if (down) {
            result.message("away for longer than vidu.management.down-after").down();
        } else {
            result.up();
        }
    }
}
