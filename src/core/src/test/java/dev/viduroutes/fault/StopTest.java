package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The gateway stops while requests wait, each for something else, for a minute at least. */
class StopTest extends FaultTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.poll.interval", "60s");
        settings.setProperty("vidu.retry.first-delay", "120s");
        settings.setProperty("vidu.retry.max-delay", "1h");
        settings.setProperty("vidu.account.retry-interval", "60s");
        settings.setProperty("vidu.task.timeout", "1h");
    }

    @Test
    void everyWaitEndsAtOnceAndNoCallLeavesAnyMore() throws Exception {
        List<Future<Outcome>> waiting = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiting.add(start(i + " sandbox:never"));
            waiting.add(start(i + " sandbox:submit=500"));
            waiting.add(start(i + " sandbox:fast sandbox:not-video"));
            waiting.add(start(i + " sandbox:fast sandbox:expired=always"));
            waiting.add(start(i + " sandbox:fail=GENERATION_FAILED sandbox:fast"));
            waiting.add(start(i + " sandbox:fast sandbox:status=500"));
        }
        drop("one.json", request("from a file sandbox:never"));
        drop("two.json", request("from a file sandbox:submit=503"));
        // Everyone has met what it will wait for: 11 in a pause, 3 between two status calls.
        await().until(() -> troubles() == 11 && pollsOfNever() == 3);
        // From here on no submit leaves, so these come last.
        waiting.add(start("poor sandbox:submit=402"));
        await().until(() -> log.text().contains("account=blocked"));
        waiting.add(start("waits at the gate"));

        assertStopsQuickly(waiting);
        assertThat(names(inbox())).containsExactly("one.json", "two.json");
        assertThat(names(deadLetters())).isEmpty();
        assertThat(names(done())).isEmpty();
        assertThat(names(home.resolve("tmp"))).isEmpty();
    }

    private long troubles() {
        return log.lines().stream().filter(line -> line.startsWith("WARN")).count();
    }

    private int pollsOfNever() {
        return ledger().tasksFor("sandbox:never").stream()
                .mapToInt(Ledger.Task::polls)
                .sum();
    }
}
