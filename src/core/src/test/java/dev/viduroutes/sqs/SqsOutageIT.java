package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.sqs.SqsProxy.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server that goes away, calls that fail and answers that are lost: no outcome is lost, and nothing is paid twice. */
class SqsOutageIT extends SqsProxyTest {

    private static final String EXTEND = "ChangeMessageVisibility";
    private static final String DELETE = "DeleteMessage";
    private static final String SEND = "SendMessage";

    private void awaitTask(String name) {
        await().until(() -> !ledger().tasksFor(name).isEmpty());
    }

    private void awaitStored() {
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("STORED"));
    }

    /** However often it is told, it is told in the same words; and its message has left. */
    private void assertOneOutcome(String name) throws Exception {
        List<JsonNode> told = new ArrayList<>();
        told.add(json(receive(outcomes).body()));
        await().until(() -> server.count(requests) == 0);
        while (server.count(outcomes) > 0) {
            told.add(json(receive(outcomes).body()));
        }
        assertThat(told).containsOnly(told.get(0));
        assertThat(told.get(0).path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().submitsFor(name)).isEqualTo(1);
        await().untilAsserted(this::assertNothingIsLeft);
    }

    @Test
    void anOutcomeWaitsForAServerThatIsAwayAndWhatIsSentMeanwhileIsTakenAfterwards() throws Exception {
        String before = send(request("patient sandbox:slow=150s"), Map.of());
        awaitTask("patient");
        LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
        proxy.cut();
        awaitStored();
        String later = send(request("later"), Map.of());
        // For longer than the message stays unseen without an extension.
        await().pollDelay(Duration.ofSeconds(3)).until(() -> server.visible(requests) == 2);
        proxy.mend();

        Set<String> told = new HashSet<>();
        while (!told.containsAll(List.of(before, later))) {
            told.add(json(receive(outcomes).body()).at("/source/stamp").asText());
        }
        await().until(() -> server.count(requests) == 0);
        assertThat(ledger().submitsFor("patient")).isEqualTo(1);
        assertThat(ledger().submitsFor("later")).isEqualTo(1);
        log.close();
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).startsWith("WARN").contains(" unavailable: ConnectException");
        assertThat(log.lines().get(1)).startsWith("INFO").contains(" available again after");
    }

    @Test
    void aMessageThatComesAgainSinceExtensionsFailIsNotSubmittedAgain() throws Exception {
        proxy.fail(EXTEND, Fault.REFUSED);
        send(request("unextended sandbox:slow=700s"), Map.of());
        awaitTask("unextended");

        await().until(() -> proxy.failed(EXTEND) > 2);
        proxy.heal(EXTEND);

        assertOneOutcome("unextended");
    }

    @Test
    void aMessageThatIsNotDeletedIsReportedAgainInTheSameWords() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            proxy.fail(DELETE, Fault.REFUSED);
            send(request("undeleted sandbox:fast"), Map.of());
            await().until(() -> server.count(outcomes) >= 2);
            proxy.heal(DELETE);

            assertOneOutcome("undeleted");
            assertThat(log.lines()).hasSize(2).allMatch(told -> told.contains("action=DeleteMessage"));
        }
    }

    @Test
    void anAnswerThatIsLostCostsAnotherReportAtMost() throws Exception {
        proxy.fail(SEND, Fault.UNANSWERED);
        proxy.fail(DELETE, Fault.UNANSWERED);
        send(request("unheard sandbox:fast"), Map.of());
        await().until(() -> server.count(outcomes) >= 1);
        proxy.heal(SEND);
        await().until(() -> proxy.failed(DELETE) > 0);
        proxy.heal(DELETE);

        assertOneOutcome("unheard");
    }

    @Test
    void aDeadLetterThatItsQueueDoesNotTakeIsKeptInTheFolder() throws Exception {
        proxy.fail(SEND, Fault.TOO_LONG);
        send("no json", Map.of("department", "harbour"));
        await().until(() -> names(deadLetters()).size() == 3 && proxy.failed(SEND) > 1);
        proxy.heal(SEND);

        assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("FAILED");
        await().until(() -> server.count(requests) == 0);
        assertThat(server.count(dead)).isZero();
        String name = names(deadLetters()).get(0);
        assertThat(deadLetters().resolve(name)).hasContent("no json");
        assertThat(json(deadLetters().resolve(name + ".message.json"))
                        .at("/properties/department")
                        .asText())
                .isEqualTo("harbour");
    }

    /** The permissions of the gateway's role are three; each may be missing. */
    @Test
    void whatFailsIsToldOnceWithTheCallAndOnceMoreWhenItWorksAgain() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            proxy.fail(EXTEND, Fault.DENIED);
            send(request("denied sandbox:slow=500s"), Map.of());
            await().until(() -> proxy.failed(EXTEND) > 2);
            proxy.heal(EXTEND);
            assertOneOutcome("denied");

            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .startsWith("WARN")
                    .contains("action=ChangeMessageVisibility unavailable: ")
                    .contains("not authorized");
            assertThat(log.lines().get(1))
                    .startsWith("INFO")
                    .contains("action=ChangeMessageVisibility available again after");
        }
    }

    @Test
    void keysThatAreRefusedAreToldWithTheirSettingsAndWithoutThem() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            proxy.fail("ReceiveMessage", Fault.UNKNOWN_KEY);
            // Whatever is under way, the next question is refused.
            send(request("unknown sandbox:fast"), Map.of());
            await().until(() -> proxy.failed("ReceiveMessage") > 1);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("vidu.intake.sqs.access-key and vidu.intake.sqs.secret-key")
                    .doesNotContain(SqsServer.KEY);
            proxy.heal("ReceiveMessage");
            send(request("known sandbox:fast"), Map.of());
            awaitTask("known");
            await().untilAsserted(() ->
                    assertThat(log.lines()).hasSize(2).last().asString().contains("available again"));
        }
    }

    @Test
    void aQueueThatSomebodyDeletesIsToldWithTheSetting() {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            server.client().deleteQueue(delete -> delete.queueUrl(requests));

            await().atMost(Duration.ofMinutes(1)).until(() -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("unavailable: vidu.intake.sqs.queue-url names no queue");
        }
    }
}
