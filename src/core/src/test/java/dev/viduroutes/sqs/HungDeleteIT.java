package dev.viduroutes.sqs;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sqs.SqsProxy.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages whose outcome is safe, at a server that neither deletes them nor fails: a network that swallows packets. */
class HungDeleteIT extends SqsProxyTest {

    /** More than there are threads. */
    private static final int BLOCKED = 4;

    private static final String DELETE = "DeleteMessage";
    private static final Duration VISIBILITY = Duration.ofSeconds(2);

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.threads", "3");
        settings.setProperty("vidu.intake.file.enabled", "true");
        settings.setProperty("vidu.intake.sqs.in-flight", Integer.toString(BLOCKED));
        settings.setProperty("vidu.intake.sqs.visibility", VISIBILITY.toSeconds() + "s");
    }

    @BeforeEach
    void settleWhatIsNotDeleted() {
        proxy.fail(DELETE, Fault.HUNG);
        for (int i = 0; i < BLOCKED; i++) {
            send("no json, " + i, Map.of());
        }
        await().until(() -> proxy.failed(DELETE) > 2);
    }

    @Test
    void theyHoldUpNoFile() throws Exception {
        promptly(() -> {
            drop("shot.json", request("stored meanwhile sandbox:fast"));
            awaitDone("shot.json");
        });

        assertThat(server.count(requests)).isEqualTo(BLOCKED);
    }

    @Test
    void nobodyTakesThemUpMeanwhileAndOnceItAnswersTheyLeave() throws Exception {
        await().pollDelay(VISIBILITY.multipliedBy(2)).until(() -> server.count(outcomes) == BLOCKED);
        assertThat(server.visible(requests)).isZero();

        proxy.heal(DELETE);

        await().until(() -> server.count(requests) == 0);
        assertThat(server.count(outcomes)).isEqualTo(BLOCKED);
        assertNothingIsLeft();
    }

    @Test
    void aStopTakesNoLongerAndTheyStay() throws Exception {
        promptly(this::stopContext);

        assertThat(server.count(requests)).isEqualTo(BLOCKED);
    }
}
