package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import jakarta.jms.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one sender's full queue of replies may hold up, and for how long. */
class FullReplyQueueTest extends QueueTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int CONSUMERS = 2;

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
        settings.setProperty("vidu.intake.jms.consumers", Integer.toString(CONSUMERS));
        settings.setProperty("vidu.intake.amqp.consumers", Integer.toString(CONSUMERS));
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
    void onceRepliesAreGivenUpThereItHoldsUpOthersForSecondsOnly() throws Exception {
        broker.block("full-of-" + requests);
        Queue full = fill();
        for (int i = 0; i < 2 * CONSUMERS; i++) {
            send("no json, " + i, full);
        }

        Instant begin = Instant.now();
        answerTo(jms, jms.createTextMessage("no json"));

        // The first of them wait for the time-out and a little more, the others for a second each.
        assertThat(Duration.between(begin, Instant.now())).isBetween(TIMEOUT, TIMEOUT.plusSeconds(20));
    }

    @Test
    void whereSendersAreRefusedAReplyIsGivenUpAfterItsTime() throws Exception {
        broker.refuse("full-of-" + requests);
        Queue full = fill();

        assertGivenUp(full, "no json");
        assertThat(givenUp()).isEqualTo(1);
    }
}
