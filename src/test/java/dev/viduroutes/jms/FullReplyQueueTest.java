package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one sender's full queue of replies may hold up, and for how long. */
class FullReplyQueueTest extends QueueTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final LogTrap log = LogTrap.of("vidu.intake", Level.WARN);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.jms.reply-timeout", TIMEOUT.toSeconds() + "s");
        settings.setProperty("vidu.intake.amqp.reply-timeout", TIMEOUT.toSeconds() + "s");
        settings.setProperty("vidu.outcome.uri", component() + ":queue:" + dead + "-outcomes");
    }

    protected String component() {
        return "vidu-jms";
    }

    private Queue outcomes() {
        return jms.createQueue(dead + "-outcomes");
    }

    private Queue fill() {
        Queue full = jms.createQueue("full-of-" + requests);
        jms.createProducer().send(full, "nobody reads this");
        return full;
    }

    private void assertGivenUp(Queue full, String document) throws Exception {
        send(document, full);

        assertThat(json(receive(outcomes())).path("state").asText()).isEqualTo("FAILED");
        await().until(() -> broker.count(requests) == 0);
    }

    private long givenUp() {
        return log.lines().stream()
                .filter(line -> line.contains("gets no reply"))
                .count();
    }

    @Test
    void whereSendersHaveToWaitAReplyIsGivenUpAfterItsTime() throws Exception {
        broker.block("full-of-" + requests);
        Queue full = fill();

        assertGivenUp(full, "no json");
        assertThat(givenUp()).isEqualTo(1);
        assertGivenUp(full, "no json, either");
        assertThat(givenUp()).isEqualTo(2);
    }

    @Test
    void whereSendersAreRefusedAReplyIsGivenUpAfterItsTime() throws Exception {
        broker.refuse("full-of-" + requests);
        Queue full = fill();

        assertGivenUp(full, "no json");
        assertThat(givenUp()).isEqualTo(1);
    }

    @Test
    void aBrokerThatIsAwayIsWaitedForLonger() throws Exception {
        Queue replies = jms.createQueue("replies-of-" + requests);
        send(request("patient sandbox:slow=150s"), replies);
        await().until(() -> !ledger().tasksFor("patient").isEmpty());
        disconnect();
        broker.stop();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> journal().query("SELECT state FROM vidu_task").contains("STORED"));

        await().pollDelay(TIMEOUT.multipliedBy(2)).until(() -> true);
        broker.restart();
        connect();

        assertThat(json(receive(replies)).path("state").asText()).isEqualTo("STORED");
        await().atMost(Duration.ofSeconds(20)).until(() -> broker.count(requests) == 0);
        assertThat(broker.count(outcomes().getQueueName())).isZero();
    }
}
