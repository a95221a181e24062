package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Long tasks, other members of the group, and a broker that goes away. */
class KafkaGroupIT extends KafkaTest {

    /** Of the outcomes these tests wait for, the slowest takes four times as long. */
    private static final Duration LONGEST_POLL = Duration.ofMillis(1_500);

    @Override
    protected int partitions() {
        return 2;
    }

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        Path impatient = home.resolve("client.properties");
        try {
            Files.writeString(impatient, """
                    max.poll.interval.ms=%d
                    session.timeout.ms=%1$d
                    heartbeat.interval.ms=300
                    # What the gateway decides itself.
                    enable.auto.commit=true
                    max.poll.records=500
                    auto.offset.reset=latest
                    """.formatted(LONGEST_POLL.toMillis()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        settings.setProperty("vidu.intake.kafka.client-properties", impatient.toString());
        settings.setProperty("vidu.journal.lease", "1s");
    }

    private String members() throws Exception {
        return broker.members("group-of-" + requests).toString();
    }

    @Test
    void aTaskThatTakesLongerThanAnyPollMayCausesNoRebalance() throws Exception {
        sendTo(0, request("one sandbox:fast"));
        receive(outcomes, 1);
        String before = members();
        for (int i = 0; i < 14; i++) {
            sendTo(i % 2, request("patient " + i + " sandbox:slow=600s"));
        }

        await().until(() -> ledger().tasksFor("patient").size() == 10);
        assertThat(context()
                        .getRegistry()
                        .lookupByNameAndType("viduKafkaOffsets", OffsetTracker.class)
                        .inUse())
                .isEqualTo(10);
        assertThat(members()).isEqualTo(before);
        assertThat(receiveOutcomes(11)).hasSizeLessThan(15);
        assertThat(receiveOutcomes(15)).hasSize(15);
        assertThat(members()).isEqualTo(before);
        assertThat(ledger().tasks()).hasSize(15);
    }

    @Test
    void anotherMemberGetsItsShareAtOnceAndBeginsWithWhatIsNotDone() throws Exception {
        sendTo(1, request("done sandbox:fast"));
        receive(outcomes, 1);
        sendTo(1, request("long sandbox:slow=1500s"));
        await().until(() -> !ledger().tasksFor("long").isEmpty());
        sendTo(1, request("done, too sandbox:fast"));
        receive(outcomes, 2);

        ConsumerRecord<byte[], byte[]> first = firstOfAnotherMember();

        assertThat(new String(first.value())).contains("long");
        assertThat(first.offset()).isEqualTo(1);
        assertThat(committed(1)).isEqualTo(1);
        List<JsonNode> told = receiveOutcomes(3);
        assertThat(told.get(2).path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().tasksFor("long")).hasSize(1);
    }

    @Test
    void aRebalanceStartsNothingASecondTimeHere() throws Exception {
        sendTo(0, request("long sandbox:slow=1500s"));
        sendTo(1, request("long, too sandbox:slow=1500s"));
        await().until(() -> ledger().tasksFor("long").size() == 2);
        firstOfAnotherMember();
        firstOfAnotherMember();
        await().until(() -> broker.members("group-of-" + requests).size() == 1);
        await().during(Duration.ofMillis(1_500))
                .until(() -> context().getInflightRepository().size("vidu-work-kafka") == 2);

        receive(outcomes, 2);
        awaitCommitted(1);
        assertThat(receiveOutcomes(2)).hasSize(2);
    }

    @Test
    void aRouteThatIsSuspendedTakesNothingUntilItIsResumed() throws Exception {
        sendTo(0, request("before sandbox:fast"));
        receive(outcomes, 1);
        awaitCommitted(1);
        context().getRouteController().suspendRoute("vidu-intake-kafka");
        var intake = (org.apache.camel.component.kafka.KafkaConsumer)
                context().getRoute("vidu-intake-kafka").getConsumer();
        await().until(intake::isKafkaPaused);

        sendTo(0, request("later sandbox:fast"));
        sendTo(1, request("later, too sandbox:fast"));
        await().during(Duration.ofSeconds(1))
                .until(() -> ledger().tasksFor("later").isEmpty());

        context().getRouteController().resumeRoute("vidu-intake-kafka");
        assertThat(receiveOutcomes(3)).hasSize(3);
        assertThat(ledger().tasks()).hasSize(3);
    }

    /** It takes what it is given and commits nothing. */
    private ConsumerRecord<byte[], byte[]> firstOfAnotherMember() {
        Properties member = broker.client();
        member.put("group.id", "group-of-" + requests);
        member.put("enable.auto.commit", "false");
        member.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(member, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(requests));
            // A group waits three quarters of a minute for a member that does not take part.
            return await().atMost(Duration.ofSeconds(40))
                    .until(() -> consumer.poll(Duration.ofMillis(100)).iterator(), found -> found.hasNext())
                    .next();
        }
    }

    @Test
    void whatAnotherProcessTookOverIsTakenUpAgainAndCommittedOnceItIsSettled() throws Exception {
        sendTo(0, request("taken over sandbox:slow=300s"));
        await().until(() -> !ledger().tasksFor("taken over").isEmpty());
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("RUNNING"));
        journal().execute("UPDATE vidu_task SET epoch = epoch + 1, owner = 'somebody else'");

        assertThat(receiveOutcomes(1).get(0).path("state").asText()).isEqualTo("STORED");
        awaitCommitted(1);
        assertThat(ledger().tasksFor("taken over")).hasSize(1);
    }

    @Test
    void anOutcomeWaitsForABrokerThatIsAway() throws Exception {
        sendTo(0, request("patient sandbox:slow=300s"));
        await().until(() -> !ledger().tasksFor("patient").isEmpty());
        broker.stop();
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("STORED"));
        broker.restart();

        JsonNode outcome = receiveOutcomes(1).get(0);

        assertThat(outcome.path("state").asText()).isEqualTo("STORED");
        awaitCommitted(1);
        assertThat(receiveOutcomes(1)).allMatch(outcome::equals);
        assertThat(ledger().tasksFor("patient")).hasSize(1);
    }
}
