package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Who listens to the calls. */
class CompositeCallListenerTest {

    @Test
    void aListenerThatFailsDisturbsNeitherTheCallNorOtherListeners() {
        DefaultCamelContext context = new DefaultCamelContext();
        List<CallKind> heard = new ArrayList<>();
        context.getRegistry().bind("a", new CallListener() {
            @Override
            public void calling(CallKind kind) {
                throw new IllegalStateException("a defect of the host");
            }
        });
        context.getRegistry().bind("b", new CallListener() {
            @Override
            public void calling(CallKind kind) {
                heard.add(kind);
            }
        });

        new CompositeCallListener(context).calling(CallKind.POLL);

        assertThat(heard).containsExactly(CallKind.POLL);
    }
}
