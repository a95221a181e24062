package dev.viduroutes.sqs;

import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.settings.Settings;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.RouteAware;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Asks for a message only if there is a place for it: one that is taken and waits is one that nobody else can take. */
final class SqsPlaces extends DefaultPollingConsumerPollStrategy {

    private final int places;
    private final IntakeWatchdog watch;

    SqsPlaces(Settings settings, IntakeWatchdog watch) {
        places = settings.sqs().inFlight();
        this.watch = watch;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        String route = ((RouteAware) consumer).getRoute().getRouteId();
        boolean full = endpoint.getCamelContext().getInflightRepository().size(route) >= places;
        watch.full(full);
        return !full;
    }
}
