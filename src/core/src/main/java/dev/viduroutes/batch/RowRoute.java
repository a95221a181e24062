package dev.viduroutes.batch;

import dev.viduroutes.failure.Failure;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.service.ServiceHelper;

/** The way of a row into the routes: an exchange of its own, which holds no thread while it waits. */
public final class RowRoute {

    private static final String ENTRANCE = "direct:vidu-run-row";

    private final CamelContext context;

    public RowRoute(CamelContext context) {
        this.context = context;
    }

    /**
     * @param envelope of the message that the batch came in, where outcomes of rows are asked for; or null
     * @param pool on which the row begins
     */
    BatchRun.RowStarter starter(Batch batch, Object envelope, Executor pool) {
        Endpoint endpoint = context.getEndpoint(ENTRANCE);
        return (row, withdrawn, place, listener) -> {
            try {
                Exchange exchange = exchange(endpoint, new RowOfBatch(batch, row, withdrawn));
                exchange.setVariable("viduEnvelope", envelope);
                exchange.setVariable("viduPlace", place);
                AsyncProducer producer = endpoint.createAsyncProducer();
                ServiceHelper.startService(producer);
                pool.execute(() -> run(producer, exchange, listener));
            } catch (Exception broken) {
                listener.ended(Optional.of(broken));
            }
        };
    }

    /** Whatever is thrown here, nobody else would hear of it. */
    private static void run(AsyncProducer producer, Exchange exchange, BatchRun.RowListener listener) {
        try {
            producer.process(exchange, done -> listener.ended(Optional.ofNullable(exchange.getException())));
        } catch (RuntimeException | Error broken) {
            listener.ended(Optional.of(broken));
        }
    }

    private static Exchange exchange(Endpoint endpoint, RowOfBatch row) {
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
        exchange.setVariable("viduSource", row.source());
        exchange.setVariable("viduBatchRow", row);
        Optional<Failure> failure = RowFailures.of(row.row());
        failure.ifPresent(why -> exchange.setVariable("viduFailure", why));
        exchange.getMessage().setBody(row.row().document().map(Object::toString).orElse(""));
        return exchange;
    }
}
