package dev.viduroutes.host;

import dev.viduroutes.failure.SanitizedText;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Beans of the registry that hear of something. Whoever only listens must not end a request, let alone a paid one. */
public final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    private Listeners() {}

    /** Tells every bean of the type; what one of them throws is logged, and no more. */
    public static <T> void tell(CamelContext context, Class<T> type, Consumer<T> what) {
        context.getRegistry().findByType(type).forEach(listener -> tell(listener, what));
    }

    private static <T> void tell(T listener, Consumer<T> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException defect) {
            LOG.warn("listener={} failed: {}", listener.getClass().getName(), SanitizedText.of(defect));
        }
    }
}
