package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.inflight.IdlePlaces;
import dev.viduroutes.request.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;

/** A row whose way into the routes is broken: its batch hears of it. */
class RowRouteTest {

    private final List<Optional<? extends Throwable>> ends = new ArrayList<>();

    private static Batch batch() {
        Source source = Source.ofFile("shots.csv", 0);
        return new Batch("0123456789abcdef", new BatchFile(source, Path.of("shots.csv"), BatchFormat.CSV, false));
    }

    @Test
    void whatIsThrownBeforeTheRowIsUnderWayEndsIt() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("direct", new BrokenComponent());
            context.start();
            BatchRow row = new BatchRow(
                    1,
                    2,
                    "key",
                    Optional.of(JsonNodeFactory.instance.objectNode()),
                    List.of(),
                    List.of(),
                    Optional.of(List.of()));

            new RowRoute(context)
                    .starter(batch(), null, Runnable::run)
                    .start(row, false, new IdlePlaces(0).place(), ends::add);

            assertThat(ends).hasSize(1);
            assertThat(ends.get(0).orElseThrow()).isInstanceOf(NoClassDefFoundError.class);
        }
    }

    private static final class BrokenComponent extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultAsyncProducer(this) {
                        @Override
                        public boolean process(Exchange exchange, AsyncCallback callback) {
                            throw new NoClassDefFoundError("org/example/Missing");
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
