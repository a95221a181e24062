package dev.viduroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Who listens to the requests. */
class ProgressTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> heard = new ArrayList<>();

    @Test
    void aListenerThatFailsDisturbsNeitherTheRequestNorOtherListeners() {
        context.getRegistry().bind("a", new Listener(new IllegalStateException("a defect of the host")));
        context.getRegistry().bind("b", new Listener(null));
        Progress progress = new Progress(context);

        progress.stepped(TestTasks.running());
        progress.settled(new Outcomes(() -> TestTasks.THEN).of(TestTasks.running()));

        assertThat(heard).containsExactly("stepped", "settled");
    }

    private final class Listener implements TaskListener {

        private final RuntimeException defect;

        Listener(RuntimeException defect) {
            this.defect = defect;
        }

        @Override
        public void stepped(Task task) {
            hear("stepped");
        }

        @Override
        public void settled(Outcome outcome) {
            hear("settled");
        }

        private void hear(String what) {
            if (defect != null) {
                throw defect;
            }
            heard.add(what);
        }
    }
}
