package dev.viduroutes.delivery;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Writes a small object in the very way in which videos are written. */
public final class BucketWriteCheck implements Supplier<Optional<Exception>> {

    private static final String ROUTE = "direct:vidu-check-bucket";

    private final CamelContext context;

    public BucketWriteCheck(CamelContext context) {
        this.context = context;
    }

    /** @return what went wrong; nothing if the bucket took it */
    @Override
    public Optional<Exception> get() {
        try (ProducerTemplate way = context.createProducerTemplate()) {
            Exchange written = way.request(ROUTE, nothing -> {});
            return Optional.ofNullable(written.getException());
        } catch (Exception unusable) {
            return Optional.of(unusable);
        }
    }
}
