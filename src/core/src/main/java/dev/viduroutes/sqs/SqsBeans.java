package dev.viduroutes.sqs;

import dev.viduroutes.inflight.IdlePlaces;
import dev.viduroutes.network.Network;
import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.settings.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** What the route of the SQS intake uses by name. A host that takes no such messages need not have its classes. */
public final class SqsBeans {

    private SqsBeans() {}

    public static void bind(CamelContext context, Settings settings, Network network, IntakeWatchdogs watches) {
        Registry registry = context.getRegistry();
        IntakeWatchdog watch = watches.watch(
                "sqs", "queue=" + settings.sqs().queueUrl(), "vidu.intake.sqs.queue-url and vidu.intake.sqs.region");
        SqsShutdown pause = new SqsShutdown();
        registry.bind("viduSqsShutdown", pause);
        registry.bind("viduSqsExceptionHandler", new SqsExceptionHandler());
        registry.bind("vidu-sqs", SqsComponents.create(context, settings.sqs(), network, watch, pause));
        registry.bind("viduSqsMessages", new SqsMessages());
        IdlePlaces idle = new IdlePlaces(settings.caps().waiting());
        registry.bind("viduSqsPlaces", idle);
        registry.bind("viduSqsInFlightLimit", new SqsInFlightLimit(settings, idle, watch));
        registry.bind("viduSqsReplayTarget", new SqsReplayTarget(context, settings.sqs()));
        SqsDeadLetterQueue.of(context, settings).ifPresent(store -> registry.bind("viduSqsDeadLetters", store));
    }
}
