package dev.viduroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.viduroutes.money.Prices;
import dev.viduroutes.settings.PriceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

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
        progress.settled(new Outcomes(() -> TestTasks.THEN, new Prices(new PriceSettings("USD", Map.of())))
                .of(TestTasks.running()));

        assertThat(heard).containsExactly("stepped", "settled");
    }

    @Test
    void onlyAPauseIsToldAsOne() {
        Task paused = TestTasks.running().retrying(RetryReason.NETWORK, "no answer", Duration.ofMillis(250));
        Task waitsForMore = TestTasks.submitting().uncertain("no answer", TestTasks.THEN);

        assertThat(toldOf(paused)).endsWith("setbacks=1 nextIn=250ms: no answer");
        assertThat(toldOf(waitsForMore)).endsWith("state=UNCERTAIN setbacks=0: no answer");
    }

    @Test
    void whatSetsATaskBackAgainAndAgainIsToldOnceAndWhatIsNewAtOnce() {
        Task once = TestTasks.running().retrying(RetryReason.NETWORK, "private addresses", Duration.ofMillis(250));
        Task again = once.retrying(RetryReason.NETWORK, "private addresses", Duration.ofMillis(500));
        Task other = again.retrying(RetryReason.NETWORK, "no answer", Duration.ofMillis(500));
        Task submittedAgain = TestTasks.submitting()
                .notAccepted(RetryReason.ASKED_TO_WAIT, "429", Duration.ZERO)
                .submitting()
                .notAccepted(RetryReason.ASKED_TO_WAIT, "429", Duration.ZERO);

        assertThat(Stream.of(once, again, other, submittedAgain).map(this::levelOf))
                .containsExactly(Level.WARN, Level.DEBUG, Level.WARN, Level.DEBUG);
    }

    private Level levelOf(Task task) {
        return linesOf(task).get(0).getLevel();
    }

    private String toldOf(Task task) {
        return linesOf(task).get(0).getFormattedMessage();
    }

    private List<ILoggingEvent> linesOf(Task task) {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("vidu");
        Level before = log.getLevel();
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.DEBUG);
        try {
            new Progress(context).stepped(task);
        } finally {
            log.detachAppender(lines);
            log.setLevel(before);
        }
        return lines.list;
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
