package dev.viduroutes.sqs;

import dev.viduroutes.settings.Settings;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.RouteAware;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Asks for a message only if there is a place for it: one that is taken and waits is one that nobody else can take. */
final class SqsPlaces extends DefaultPollingConsumerPollStrategy {

    private final int places;

    SqsPlaces(Settings settings) {
        places = settings.sqs().inFlight();
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        String route = ((RouteAware) consumer).getRoute().getRouteId();
        return endpoint.getCamelContext().getInflightRepository().size(route) < places;
    }
}
