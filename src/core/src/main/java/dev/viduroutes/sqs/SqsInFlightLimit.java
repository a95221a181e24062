package dev.viduroutes.sqs;

import dev.viduroutes.inflight.IdlePlaces;
import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.settings.Settings;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.RouteAware;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Polls only while fewer messages are in flight than allowed, without those that wait for days: one that is received and waits is one that nobody else can receive. */
final class SqsInFlightLimit extends DefaultPollingConsumerPollStrategy {

    private final int maxInFlight;
    private final IdlePlaces idle;
    private final IntakeWatchdog watch;

    SqsInFlightLimit(Settings settings, IdlePlaces idle, IntakeWatchdog watch) {
        maxInFlight = settings.sqs().inFlight();
        this.idle = idle;
        this.watch = watch;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        String route = ((RouteAware) consumer).getRoute().getRouteId();
        boolean full = endpoint.getCamelContext().getInflightRepository().size(route) - idle.count() >= maxInFlight;
        watch.full(full);
        return !full;
    }
}
