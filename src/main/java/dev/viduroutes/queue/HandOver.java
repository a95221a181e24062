package dev.viduroutes.queue;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Calls endpoints of the operator's choice with a copy of the exchange. They may be routes of a host: an error handler
 * that gave up there would keep the gateway's own from trying again, and a {@code stop} or a failure that counts as
 * handled would end the gateway's route before the message has its reply.
 */
public final class HandOver {

    private HandOver() {}

    /**
     * @param route the endpoint of the route that calls the operator's
     * @return the body as it was, once the call ended well
     */
    public static CompletionStage<Object> through(String route, Exchange exchange) throws Exception {
        Exchange copy = exchange.copy();
        AsyncProducer producer = exchange.getContext().getEndpoint(route).createAsyncProducer();
        ServiceHelper.startService(producer);
        CompletableFuture<Object> done = new CompletableFuture<>();
        producer.process(copy, doneSync -> {
            Optional<Exception> failure = failure(copy);
            if (failure.isEmpty()) {
                done.complete(exchange.getMessage().getBody());
            } else {
                done.completeExceptionally(failure.get());
            }
        });
        return done;
    }

    /** A transacted route that handled its failure says by this mark alone that it undid what it wrote. */
    private static Optional<Exception> failure(Exchange ended) {
        return ended.isRollbackOnly() || ended.isRollbackOnlyLast()
                ? Optional.of(new RollbackExchangeException("it was marked to be rolled back", ended))
                : Optional.ofNullable(ended.getException());
    }
}
